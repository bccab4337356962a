#!/usr/bin/python3
"""Writes tests/data/exports: made-up exports in the shapes of real ones.

Twelve people who do not exist, u01 to u12, in May 2026: the first eight use the
assistant (person k takes 10 k actions, spends 1.25 k dollars, 1000 k tokens in
and 100 k out), the last four do not. truth.json says what each file holds.
"""
import csv
import io
import json
import os

ROOT = os.path.join(os.path.dirname(__file__), "..", "data", "exports")
ALL = range(1, 13)
USERS = range(1, 9)
TRUTH = {}
MAY = {"from": "2026-05-01", "to": "2026-05-31"}


def mail(k):
    return f"u{k:02}@example.org"


def login(k):
    return f"u{k:02}-dev"


def day(k):
    return f"2026-05-{20 + k:02}"


def ms(k):
    return 1779235200000 + 86400000 * k  # 2026-05-20 and k days, UTC


def sheet(header, rows, delimiter=","):
    out = io.StringIO()
    w = csv.writer(out, delimiter=delimiter, lineterminator="\n")
    w.writerow(header if isinstance(header, list) else header.split(delimiter))
    w.writerows(rows)
    return out.getvalue()


def put(name, content, format, use, spec=None, key="mail", **facts):
    if not isinstance(content, str):
        content = json.dumps(content, indent=1) + "\n"
    with open(os.path.join(ROOT, name), "w", encoding="utf-8") as f:
        f.write(content)
    TRUTH[name] = dict(format=format, use=use, spec=spec or {}, key=key,
                       **facts)


UNITS = sum(1.25 * k for k in USERS)
TOKENS = sum(1100 * k for k in USERS)


def github():
    put("github_ai_credit.json", {
        "timePeriod": {"year": 2026, "month": 5}, "organization": "org",
        "usageItems": [{
            "product": "Copilot", "sku": "copilot_ai_credit", "model": "m",
            "unitType": "ai-credits", "pricePerUnit": 0.01,
            "grossQuantity": 125.0 * k, "grossAmount": 1.25 * k,
            "discountQuantity": 0, "discountAmount": 0,
            "netQuantity": 125.0 * k, "netAmount": 1.25 * k,
            "user": login(k), "organization": "org"} for k in USERS]},
        "github_ai_credit_json", "metered", key="login", rows=8,
        units=100 * UNITS)
    put("github_billing.csv", sheet(
        "date,username,product,sku,model,quantity,unit_type,"
        "applied_cost_per_quantity,gross_amount,discount_amount,net_amount,"
        "organization,repository,cost_center_name",
        [[f"2026-05-{d}", login(k), "spark" if k == 3 else "copilot",
          "copilot_ai_credit", "m", 62.5 * k, "ai-credits", 0.01, 0.625 * k, 0,
          0.625 * k, "org", "", "CC1"] for k in USERS for d in ("01", "31")]),
        "github_ai_usage_csv", "metered", key="login", rows=16,
        units=100 * UNITS)
    put("github_users_28_day.json", {
        "report_start_day": "2026-05-04", "report_end_day": "2026-05-31",
        "organization_id": "1", "user_totals": [{
            "login": login(k), "user_id": k,
            "total_active_days": min(k, 20) if k in USERS else 0,
            "user_initiated_interaction_count": 10 * k if k in USERS else 0}
            for k in ALL]},
        "github_users_28_day_json", "usage", key="login", rows=12, active=8)
    put("github_user_metrics.ndjson", "".join(json.dumps({
        "day": day(k), "user_id": k, "user_login": login(k),
        "organization_id": "1",
        "user_initiated_interaction_count": 0 if k == 8 else 10 * k,
        "used_copilot_cloud_agent": k == 7,
        "ai_adoption_phase": {"phase": "Phase 2", "phase_number": 2,
                              "version": "v1"},
        "totals_by_cli": {
            "last_known_cli_version": {
                "cli_version": "1.0.8", "sampled_at": f"{day(k)}T00:01:43.000Z"},
            "session_count": 2 if k == 8 else 0},
        "totals_by_3rd_party_agent": [], "totals_by_ide": [
            {"ide": "vscode", "user_initiated_interaction_count": 0}]}) + "\n"
        for k in USERS) + json.dumps({
            "day": day(9), "user_id": 9, "user_login": login(9),
            "organization_id": "1", "user_initiated_interaction_count": 0,
            "ai_adoption_phase": {"phase": "Phase 1", "phase_number": 1,
                                  "version": "v1"}}) + "\n",
        "github_user_metrics_ndjson", "usage", key="login", rows=9, active=8)
    put("github_user_teams.ndjson", "".join(json.dumps({
        "user_id": k, "user_login": login(k), "day": "2026-05-20",
        "organization_id": 1, "team_id": 7 + k % 2, "slug": f"team-{k % 2}"})
        + "\n" for k in ALL), "github_user_teams_ndjson", "more", key="login",
        rows=12)
    put("github_seats.json", {"total_seats": 12, "seats": [{
        "created_at": "2026-01-01T00:00:00Z",
        "last_activity_at": f"{day(k)}T09:00:00Z" if k in USERS else None,
        "last_activity_editor": "vscode/1.104", "plan_type": "business",
        "pending_cancellation_date": None, "assigning_team": None,
        "assignee": {"login": login(k), "id": k}} for k in ALL]},
        "github_seats_json", "roster", key="login", rows=12, assigned=12)


def openai():
    put("chatgpt_users.csv", sheet(
        "cadence,period_start,period_end,account_id,public_id,name,email,role,"
        "user_role,department,groups,user_status,created_or_invited_date,"
        "is_active,first_day_active_in_period,last_day_active_in_period,"
        "messages,messages_rank,last_day_active,credits_used",
        [["monthly", "2026-05-01", "2026-05-31", "a", f"p{k}", f"User {k}",
          mail(k), "member", "member", '["IT"]', "[]", "enabled", "2026-01-01",
          k in USERS, "", day(k) if k in USERS else "",
          10 * k if k in USERS else 0, k, "", 5 * k if k in USERS else 0]
         for k in ALL]), "chatgpt_users_csv", "usage", rows=12, active=8)
    put("chatgpt_credits.csv", "\ufeff" + sheet(
        "date_partition,account_id,account_user_id,email,name,public_id,"
        "usage_type,usage_credits,usage_quantity,usage_units",
        [[f"2026-05-{d}", "a", f"a{k}", mail(k), f"User, {k}", f"user-{k}",
          what, credits * k, n, unit]
         for k in USERS for d, what, credits, n, unit in (
             ("01", "codex", 70, 2, "counts"),
             ("01", "codex", -7.5, -1, "counts"),
             ("31", "api.gpt_5_5_2026_04_23_text_input_v_1", 62.5, 1000000,
              "tokens"))]),
        "chatgpt_credits_csv", "metered", rows=24, units=100 * UNITS)
    put("openai_costs.json", {
        "object": "page", "has_more": False, "next_page": None,
        "data": [{"object": "bucket", "start_time": ms(d) // 1000,
                  "end_time": ms(d + 1) // 1000, "results": [{
                      "object": "organization.costs.result",
                      "amount": {"value": 1.25 * k, "currency": "usd"},
                      "line_item": None, "project_id": "proj_a"}
                      for k in (USERS if d == 1 else [])] or [{
                          "object": "organization.costs.result",
                          "amount": {"value": 0, "currency": "usd"},
                          "line_item": None, "project_id": "proj_a"}]}
                 for d in range(-19, 12)]},
        "openai_costs_json", "metered", rows=38, units=UNITS)


def anthropic():
    put("claude_spend.csv", sheet(
        "user_email,account_uuid,product,model,model_family,total_requests,"
        "total_prompt_tokens,total_completion_tokens,total_net_spend_usd,"
        "total_gross_spend_usd",
        [[mail(k), f"a{k}", "Chat", "claude-sonnet", "sonnet", 10 * k, 1000 * k,
          100 * k, 1.25 * k, 1.5 * k] for k in USERS]),
        "claude_spend_csv", "metered", {"period": MAY}, rows=8, units=UNITS)
    put("claude_spend_2026-05-01_2026-05-31.csv", sheet(
        "user_email,product,model,total_requests,total_prompt_tokens,"
        "total_completion_tokens,total_net_spend_usd,total_gross_spend_usd",
        [[mail(k), "Chat", "claude-sonnet", 10 * k, 1000 * k, 100 * k,
          1.25 * k, 1.5 * k] for k in USERS]),
        "claude_spend_csv", "metered", rows=8, units=UNITS)
    put("claude_console_cost.csv", sheet(
        "usage_date_utc,model,workspace,api_key,usage_type,context_window,"
        "token_type,cost_usd,list_price_usd,cost_type,inference_geo,speed,"
        "api_key_id,api_key_status",
        [[f"2026-05-{d}", "Claude Sonnet", "Default", "k", "message", "≤ 200k",
          "output", 0.625 * k, 0.7 * k, "token", "not_available", "", "id",
          "active"] for k in USERS for d in ("01", "31")]),
        "claude_console_cost_csv", "metered", rows=16, units=UNITS)
    put("claude_console_tokens.csv", sheet(
        "usage_date_utc,model_version,api_key,workspace,usage_type,"
        "context_window,usage_input_tokens_no_cache,"
        "usage_input_tokens_cache_write_5m,usage_input_tokens_cache_write_1h,"
        "usage_input_tokens_cache_read,usage_output_tokens,web_search_count,"
        "inference_geo,speed",
        [[f"2026-05-{d}", "claude-sonnet", "k", "Default", "message", "≤ 200k",
          200 * k, 100 * k, 100 * k, 100 * k, 50 * k, 0, "", ""]
         for k in USERS for d in ("01", "31")]),
        "claude_console_tokens_csv", "metered", rows=16, units=TOKENS)
    put("claude_enterprise_analytics.json", {"data": [{
        "user": {"id": f"id{k}", "email_address": mail(k)},
        "chat_metrics": {"distinct_conversation_count": k if k in USERS else 0,
                         "message_count": 10 * k if k in USERS else 0},
        "claude_code_metrics": {"core_metrics": {
            "commit_count": 0, "pull_request_count": 0,
            "distinct_session_count": 0,
            "lines_of_code": {"added_count": 0, "removed_count": 0}}},
        "web_search_count": 0} for k in ALL], "next_page": None},
        "claude_enterprise_analytics_json", "usage", {"period": MAY}, rows=12,
        active=8)
    put("claude_user_cost.json", {"data": [{
        "actor": {"user_id": f"id{k}", "email": mail(k), "name": f"User {k}"},
        "product": "chat", "model": "claude-sonnet", "currency": "USD",
        "amount": str(125 * k), "list_amount": str(150 * k), "requests": k}
        for k in USERS], "has_more": False, "next_page": None},
        "claude_user_cost_json", "metered", {"period": MAY}, rows=8,
        units=UNITS)
    put("claude_code_analytics.json", {"data": [{
        "actor": {"type": "user_actor", "email_address": mail(k)},
        "date": f"{day(k)}T00:00:00Z", "customer_type": "api",
        "terminal_type": "iTerm.app", "organization_id": "o",
        "core_metrics": {"num_sessions": k, "lines_of_code": {
            "added": 10, "removed": 2}, "commits_by_claude_code": 1,
            "pull_requests_by_claude_code": 0},
        "model_breakdown": [{
            "model": m, "tokens": {"input": 400 * k, "output": 50 * k,
                                   "cache_read": 75 * k,
                                   "cache_creation": 25 * k},
            "estimated_cost": {"currency": "USD", "amount": 62.5 * k}}
            for m in ("claude-a", "claude-b")]}
        for k in USERS] + [{
            "actor": {"type": "api_actor", "api_key_name": "ci"},
            "date": "2026-05-20T00:00:00Z", "customer_type": "api",
            "core_metrics": {"num_sessions": 40}}],
        "has_more": False, "next_page": None},
        "claude_code_analytics_json", "usage", rows=8, active=8)
    put("assistant_bulk_log.csv", sheet(
        "userEmail,timestamp,ai_tool,model,input_tokens,output_tokens,"
        "event_type",
        [[mail(k), ms(k) + 1000 * n, "claude-code", "m", 500 * k, 50 * k, ""]
         for k in USERS for n in (1, 2)]),
        "assistant_bulk_log_csv", "usage", rows=16, active=8)


def cursor():
    put("cursor_usage_events.csv", sheet(
        "Date,User,Cloud Agent ID,Automation ID,Kind,Model,Max Mode,"
        "Input (w/ Cache Write),Input (w/o Cache Write),Cache Read,"
        "Output Tokens,Total Tokens,Cost",
        [[f"2026-05-{d}T10:00:00.000Z", mail(k), "", "", "Included", "m", "No",
          250 * k, 200 * k, 50 * k, 50 * k, 550 * k, cost]
         for k in USERS
         for d, cost in (("01", "Included"), ("31", f"${1.25 * k:.2f}"))] +
        [["2026-05-31T11:00:00.000Z", mail(1), "", "", "Errored, No Charge",
          "m", "No", 0, 0, 0, 0, 0, "-"],
         ["2026-05-31T12:00:00.000Z", mail(1), "", "", "Free", "m", "No", 0, 0,
          0, 0, 0, "Free"]]),
        "cursor_usage_events_csv", "metered", rows=18, units=TOKENS)
    put("cursor_daily_usage.json", {
        "period": {"startDate": ms(-19), "endDate": ms(11)},
        "data": [{
            "userId": k, "day": day(k), "date": ms(k), "email": mail(k),
            "isActive": k in USERS, "totalLinesAdded": 10,
            "acceptedLinesAdded": 5, "totalApplies": 0, "totalAccepts": 0,
            "totalTabsAccepted": 0, "composerRequests": 0,
            "chatRequests": 5 * k if k in USERS else 0,
            "agentRequests": 5 * k if k in USERS else 0, "cmdkUsages": 0,
            "subscriptionIncludedReqs": 0, "usageBasedReqs": 0,
            "apiKeyReqs": 0, "bugbotUsages": 0, "mostUsedModel": "m"}
            for k in range(1, 12)],
        "pagination": {"page": 1, "pageSize": 100, "totalUsers": 11,
                       "totalPages": 1, "hasNextPage": False,
                       "hasPreviousPage": False}},
        "cursor_daily_usage_json", "usage", rows=11, active=8)
    put("cursor_spend.json", {"teamMemberSpend": [{
        "userId": k, "name": f"User {k}", "email": mail(k), "role": "member",
        "spendCents": 100 * k, "includedSpendCents": 25 * k,
        "overallSpendCents": 125 * k, "fastPremiumRequests": k}
        for k in USERS], "subscriptionCycleStart": ms(-19),
        "totalMembers": 8, "totalPages": 1},
        "cursor_spend_json", "metered", rows=8, units=UNITS)
    put("cursor_members.json", {"teamMembers": [{
        "id": k, "name": f"User {k}", "email": mail(k), "role": "member",
        "isRemoved": k == 12} for k in ALL]},
        "cursor_members_json", "roster", rows=11, assigned=11)


def others():
    put("kiro_user_report.csv", sheet(
        "Date,UserId,Client_Type,Chat_Conversations,Credits_Used,Overage_Cap,"
        "Overage_Credits_Used,Overage_Enabled,ProfileId,Subscription_Tier,"
        "Total_Messages,New_User,User_Email,claude_sonnet_messages",
        [[day(k), f"id{k}", "KIRO_IDE", k, 1.5 * k, 0, 0, "false", "p", "PRO",
          10 * k if k in USERS else 0, "false", mail(k), 10 * k]
         for k in range(1, 11)]),
        "kiro_user_report_csv", "usage", rows=10, active=8)
    put("amazon_q_activity.csv", sheet(
        "UserId,Date,Chat_AICodeLines,Chat_MessagesInteracted,"
        "Chat_MessagesSent,CodeFix_AcceptanceEventCount,"
        "CodeReview_FindingsCount,Dev_AcceptedLines,"
        "InlineChat_AcceptanceEventCount,Inline_AICodeLines,"
        "Inline_AcceptanceCount,Inline_SuggestionsCount",
        [[mail(k), f"05-{20 + k}-2026", 0, 0, 10 * k if k % 2 else 0, 0, 0, 0,
          0, 0, 0 if k % 2 else 5, 9] for k in USERS] +
        [[mail(9), "05-29-2026", 0, 0, 0, 0, 0, 0, 0, 0, 0, 0]]),
        "amazon_q_user_activity_csv", "usage", rows=9, active=8)
    put("gemini_workspace.csv", sheet(
        "Email,Overall usage,Active days,Gmail,Docs,Sheets,Slides,Drive,Meet,"
        "Gemini app",
        [[mail(k), "High" if k in USERS else "None", k if k in USERS else 0,
          "Low", "None", "None", "None", "None", "None", "High"]
         for k in ALL]), "gemini_workspace_csv", "usage", {"period": MAY},
        rows=12, active=8)
    put("slack_ai.csv", sheet(
        "TEAM_ID,TEAM_NAME,USER_ID,USER_EMAIL,FULL_NAME,USERNAME,USER_ROLE,"
        "TOTAL_SLACK_AI_USAGE_TILL_DATE,SLACK_AI_USAGE_LAST_7_DAYS,"
        "SLACK_AI_WAU,SLACK_AI_USAGE_LAST_28_DAYS,SLACK_AI_MAU",
        [["T1", "Team", f"U{k}", mail(k), f"User {k}", f"u{k}", "Member", 999,
          0, 0, 10 * k if k in USERS else 0, int(k in USERS)] for k in ALL]),
        "slack_ai_csv", "usage",
        {"period": {"from": "2026-05-04", "to": "2026-05-31"}}, rows=12,
        active=8)
    put("copilot_credits_by_user.csv", sheet(
        "Display Name,User Principal Name,Monthly credit limit,"
        "Monthly credits used,User ID,Microsoft 365 Copilot license,"
        "Last activity date,Session Count",
        [[f"User {k}", mail(k), 1000, 125 * k if k in USERS else 0, f"id{k}",
          "Yes", day(k) if k in USERS else "", 10 * k if k in USERS else 0]
         for k in ALL]), "copilot_credits_by_user_csv", "usage",
        {"period": MAY}, rows=12, active=8)
    put("viva_person_query.csv", sheet(
        "PersonId,MetricDate,Collaboration hours,Email hours,Organization,"
        "IsActive",
        [[mail(k), d, 20 + k, 5 + 0.5 * k, "IT", "TRUE"] for k in ALL
         for d in ("2026-05-17", "2026-05-24")]),
        "viva_person_query", "outcome",
        {"columns": {"value": "Email hours"}}, rows=24)
    put("focus_13.csv", sheet(
        "BilledCost,EffectiveCost,BillingCurrency,ChargeCategory,"
        "ChargePeriodStart,ChargePeriodEnd,ServiceCategory,ServiceName,"
        "ServiceProviderName,HostProviderName,ContractApplied,"
        "ConsumedQuantity,ConsumedUnit",
        [[1.25 * k, 1.25 * k, "USD", "Usage", "2026-05-%s 00:00:00" % d,
          "2026-06-01 00:00:00", "AI and Machine Learning", "Azure OpenAI",
          "Microsoft", "Microsoft", "", 62.5 * k, "Credits"]
         for k in USERS for d in ("01", "31")]),
        "focus_cost_usage", "metered", rows=16, units=100 * UNITS)
    put("focus_commitments.csv", sheet(
        "ContractCommitmentId,ContractCommitmentCategory,"
        "ContractCommitmentPeriodStart,ContractCommitmentPeriodEnd,"
        "ContractCommitmentCost,BillingCurrency,ServiceProviderName",
        [["c1", "Spend", "2026-05-01", "2027-05-01", 1200, "USD", "Microsoft"]]
    ), "focus_commitments", "identify", rows=1)


TIMES = [f"2026-05-{20 + k:02} 09:00:00" for k in ALL]


def forms():
    headers = {
        "nl": "ID,Begintijd,Tijd van voltooien,E-mail,Naam,"
              "Tijd van laatste wijziging",
        "it": "Id,Ora di inizio,Ora di completamento,Posta elettronica,Nome",
        "pl": "ID,Godzina rozpoczęcia,Godzina ukończenia,Adres e-mail,Nazwa,"
              "Czas ostatniej modyfikacji",
        "ja": "ID,開始時刻,完了時刻,メール,名前",
        "cs": "Číslo,Začátek,Konec,Pošta,Jméno"}
    for code, header in headers.items():
        more = [""] if header.count(",") == 5 else []
        put(f"msforms_{code}.csv", sheet(
            header + ",Minutes saved per day?",
            [[k, TIMES[k - 1], TIMES[k - 1].replace("09:00", "09:04"), mail(k),
              f"User {k}", *more, f"{5 * k} minutes"] for k in USERS]),
            "msforms_csv", "survey", rows=8, answers=8,
            question="Minutes saved per day?")
    put("google_forms.csv", sheet(
        "Timestamp,Email Address,Minutes saved per day?",
        [[f"2026/05/{20 + k:02} 9:30:00 AM MDT", mail(k), f"{5 * k} minutes"]
         for k in USERS]), "google_forms_csv", "survey", rows=8, answers=8,
        question="Minutes saved per day?")
    put("redcap.csv", sheet(
        "record_id,redcap_event_name,redcap_repeat_instrument,"
        "redcap_repeat_instance,email,minutes_saved,tools___1,tools___2,"
        "survey_complete",
        [[k, event, "", "", mail(k), value, 1, 0, 2] for k in USERS
         for event, value in (("baseline_arm_1", ""),
                              ("followup_arm_1", f"{5 * k} minutes"))]),
        "redcap_csv", "survey", rows=16, answers=8, question="minutes_saved")
    put("redcap_labels.csv", sheet(
        ["Record ID", "Event Name", "Repeat Instrument", "Repeat Instance",
         "Email", "Minutes saved per day?", "Tools (choice=Chat)",
         "Complete?"],
        [[k, "Follow-up", "", "", mail(k), f"{5 * k} minutes", "Checked", "Complete"]
         for k in USERS]), "redcap_csv", "survey", {"wave": "after"}, rows=8,
        answers=8, question="Minutes saved per day?")
    put("kobo.csv", sheet(
        "start;end;email;minutes_saved;tools;tools/chat;tools/code;_id;_uuid;"
        "_submission_time;_validation_status;_notes;_status;_submitted_by;"
        "__version__;_tags;_index",
        [[TIMES[k - 1], TIMES[k - 1], mail(k), f"{5 * k} minutes", "chat", 1, 0, 100 + k,
          f"uuid-{k}", TIMES[k - 1], "", "", "submitted_via_web", "", "v1", "",
          k] for k in USERS], ";"), "kobo_csv", "survey", rows=8, answers=8,
        question="minutes_saved")
    put("nextcloud_forms.csv", sheet(
        ["User ID", "User display name", "Timestamp", "Minutes saved per day?"],
        [[mail(k), f"User {k}", f"2026-05-{20 + k:02}T09:00:00+02:00", f"{5 * k} minutes"]
         for k in USERS]), "nextcloud_forms_csv", "survey", rows=8, answers=8,
        question="Minutes saved per day?")
    put("employee_survey.csv", sheet(
        "SNAPSHOT,EMPLOYEE_ID,Minutes saved per day?",
        [["2026-05-20", mail(k), f"{5 * k} minutes"] for k in USERS]),
        "psoxy_survey_csv", "survey", rows=8, answers=8,
        question="Minutes saved per day?")


def people_and_work():
    put("hris_snapshot.csv", sheet(
        "SNAPSHOT,EMPLOYEE_ID,EMPLOYEE_EMAIL,MANAGER_ID,MANAGER_EMAIL,"
        "JOIN_DATE,LEAVE_DATE,ROLE",
        [["2026-05-31", f"E-{k}", mail(k), "E-1", mail(1), "2020-01-01",
          "2026-03-31" if k == 12 else "", "Analyst"] for k in ALL]),
        "psoxy_hris_csv", "roster", rows=12, assigned=11)
    put("bamboohr.csv", sheet(
        "Employee #,Work Email,Department,Status,Hire Date,Termination Date",
        [[100 + k, mail(k), "IT", "Inactive" if k == 12 else "Active",
          "2021-03-14", "2026-02-28" if k == 12 else "0000-00-00"]
         for k in ALL]), "bamboohr_roster_csv", "roster", rows=12,
        assigned=11)
    put("azure_devops_query.csv", sheet(
        ["ID", "Work Item Type", "Title", "Assigned To", "State", "Tags",
         "Closed Date", "Story Points"],
        [[100 * k + n, "User Story", "Do it", f"User {k} <{mail(k)}>", "Closed",
          "x; y", f"{m}/{10 + k}/2026 4:00:00 PM", k + n] for k in ALL
         for n, m in ((1, 4), (2, 5))]), "azure_devops_query_csv", "outcome",
        rows=24)
    put("jira_issues.csv", sheet(
        ["Summary", "Issue key", "Issue id", "Issue Type", "Status",
         "Project key", "Assignee", "Created", "Resolved", "Story Points"],
        [["Do it", f"P-{100 * k + n}", 100 * k + n, "Story", "Done", "P",
          mail(k), "2026-03-01 09:00", f"2026-0{m}-{10 + k} 09:00", k + n]
         for k in ALL for n, m in ((1, 4), (2, 5))]), "jira_issues_csv",
        "outcome", rows=24)
    put("servicenow_incidents.csv", sheet(
        "number,opened_at,closed_at,assigned_to,assignment_group,priority,"
        "calendar_duration",
        [[f"INC{100 * k + n}", "2026-04-01 09:00:00",
          f"2026-0{m}-{10 + k} 10:00:00", mail(k), "Desk", "3", 3600 + k]
         for k in ALL for n, m in ((1, 4), (2, 5))]),
        "servicenow_incidents_csv", "outcome", rows=24)


os.makedirs(ROOT, exist_ok=True)
for make in (github, openai, anthropic, cursor, others, forms,
             people_and_work):
    make()
with open(os.path.join(ROOT, "truth.json"), "w", encoding="utf-8") as f:
    json.dump(TRUTH, f, indent=1, ensure_ascii=False)
    f.write("\n")
with open(os.path.join(ROOT, "README.md"), "w", encoding="utf-8") as f:
    f.write("# Made-up exports\n\nNothing here is anybody's: "
            "`tests/support/make_exports.py` wrote these files in the shapes "
            "of real\nexports. `truth.json` says what each holds; "
            "`tests/cli/vendors.t` reads them.\n")
