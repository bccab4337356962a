/* The label sets, those of fewer points first. Folded. */
#include "ingest/scale.h"

#define NEUTRAL_EN                                                             \
    "neither agree nor disagree|neither agree or disagree|neither disagree "   \
    "nor agree|neutral|undecided|neither"
#define NEUTRAL_SATISFIED                                                      \
    "neither satisfied nor dissatisfied|neither dissatisfied nor satisfied|"   \
    "neutral|neither"
#define NEUTRAL_DE                                                             \
    "teils/teils|teils / teils|teils teils|teils, teils|teils-teils|weder "    \
    "noch|weder/noch|neutral|unentschieden|weder zustimmung noch ablehnung|"   \
    "stimme weder zu noch nicht zu"
#define NEUTRAL_NL                                                             \
    "niet eens, niet oneens|niet eens niet oneens|niet eens/niet oneens|niet " \
    "mee eens, niet mee oneens|niet mee eens/niet mee oneens|noch eens, noch " \
    "oneens|neutraal"
#define NEUTRAL_FR                                                             \
    "ni d'accord ni pas d'accord|ni d'accord, ni pas d'accord|ni d'accord ni " \
    "en désaccord|ni d'accord, ni en désaccord|ni en accord ni en "          \
    "désaccord|neutre"
#define NEUTRAL_ES                                                             \
    "neutral|ni de acuerdo ni en desacuerdo|ni de acuerdo, ni en desacuerdo|"  \
    "ni en desacuerdo ni de acuerdo|indiferente"
#define NEUTRAL_PT                                                             \
    "não concordo nem discordo|nem concordo nem discordo|nem discordo nem "   \
    "concordo|neutro|indiferente"
#define NEUTRAL_IT                                                             \
    "né d'accordo né in disaccordo|né in disaccordo né d'accordo|neutrale|" \
    "indifferente"

#define STRONGLY_NOT "strongly disagree|completely disagree|totally disagree"
#define STRONGLY "strongly agree|completely agree|totally agree"
#define NOT_DE                                                                 \
    "stimme überhaupt nicht zu|stimme gar nicht zu|stimme ganz und gar nicht " \
    "zu"
#define FULLY_DE                                                               \
    "stimme voll und ganz zu|stimme voll zu|stimme völlig zu|stimme "         \
    "vollkommen zu"
#define NOT_NL "helemaal oneens|helemaal mee oneens|zeer mee oneens|zeer oneens"
#define FULLY_NL "helemaal eens|helemaal mee eens|zeer mee eens|zeer eens"
#define NOT_FR                                                                 \
    "pas du tout d'accord|tout à fait en désaccord|fortement en désaccord|" \
    "totalement en désaccord"
#define FULLY_FR "tout à fait d'accord|totalement d'accord|fortement d'accord"
#define NOT_ES "totalmente en desacuerdo|muy en desacuerdo"
#define FULLY_ES "totalmente de acuerdo|muy de acuerdo"
#define NOT_IT                                                                 \
    "fortemente in disaccordo|totalmente in disaccordo|completamente in "      \
    "disaccordo|per niente d'accordo"
#define FULLY_IT                                                               \
    "fortemente d'accordo|totalmente d'accordo|completamente d'accordo"

/* clang-format off */
const sw_scale sw_scales[] = {
    {"en", "agreement", 5,
     {STRONGLY_NOT, "disagree", NEUTRAL_EN, "agree", STRONGLY}},
    {"en", "agreement", 5,
     {STRONGLY_NOT, "somewhat disagree|tend to disagree",
      NEUTRAL_EN, "somewhat agree|tend to agree", STRONGLY}},
    {"en", "satisfaction", 5,
     {"very dissatisfied|extremely dissatisfied|very unsatisfied",
      "dissatisfied|unsatisfied", NEUTRAL_SATISFIED, "satisfied",
      "very satisfied|extremely satisfied"}},
    {"en", "satisfaction", 5,
     {"very dissatisfied|extremely dissatisfied",
      "somewhat dissatisfied", NEUTRAL_SATISFIED, "somewhat satisfied",
      "very satisfied|extremely satisfied"}},
    {"en", "frequency", 5,
     {"never", "rarely|seldom", "sometimes|occasionally",
      "often|frequently|usually", "always|very often"}},
    {"en", "quality", 5, {"poor", "fair", "good", "very good", "excellent"}},
    {"en", "quality", 5,
     {"very poor", "poor", "fair|average|acceptable|neither good nor poor",
      "good", "very good|excellent"}},
    {"en", "extent", 5,
     {"not at all", "slightly|a little|to a small extent",
      "moderately|somewhat|to some extent", "very|quite a bit|to a large extent",
      "extremely|a great deal|to a very large extent"}},
    {"en", "change", 5,
     {"much worse", "worse|somewhat worse|slightly worse",
      "about the same|the same|no change|no difference",
      "better|somewhat better|slightly better", "much better"}},
    {"de", "agreement", 5,
     {NOT_DE, "stimme nicht zu", NEUTRAL_DE, "stimme zu", FULLY_DE}},
    {"de", "agreement", 5,
     {NOT_DE, "stimme eher nicht zu", NEUTRAL_DE, "stimme eher zu", FULLY_DE}},
    {"de", "agreement", 5,
     {"trifft gar nicht zu|trifft überhaupt nicht zu|trifft nicht zu",
      "trifft eher nicht zu|trifft wenig zu|trifft kaum zu", NEUTRAL_DE,
      "trifft eher zu|trifft ziemlich zu|trifft zu",
      "trifft voll zu|trifft voll und ganz zu|trifft völlig zu|trifft sehr zu"}},
    {"de", "satisfaction", 5,
     {"sehr unzufrieden", "unzufrieden|eher unzufrieden",
      "neutral|teils/teils|weder noch|weder zufrieden noch unzufrieden",
      "zufrieden|eher zufrieden", "sehr zufrieden"}},
    {"de", "frequency", 5,
     {"nie|niemals", "selten", "manchmal|gelegentlich", "oft|häufig",
      "immer|sehr oft|sehr häufig"}},
    {"nl", "agreement", 5,
     {NOT_NL, "oneens|mee oneens", NEUTRAL_NL, "eens|mee eens", FULLY_NL}},
    {"nl", "satisfaction", 5,
     {"zeer ontevreden", "ontevreden", "neutraal|niet tevreden, niet ontevreden",
      "tevreden", "zeer tevreden"}},
    {"nl", "frequency", 5,
     {"nooit", "zelden", "soms", "vaak", "altijd|zeer vaak"}},
    {"fr", "agreement", 5,
     {NOT_FR, "plutôt pas d'accord", NEUTRAL_FR, "plutôt d'accord", FULLY_FR}},
    {"fr", "agreement", 5,
     {NOT_FR, "pas d'accord|en désaccord", NEUTRAL_FR, "d'accord", FULLY_FR}},
    {"fr", "satisfaction", 5,
     {"très insatisfait|très insatisfaite|pas du tout satisfait",
      "insatisfait|insatisfaite|plutôt insatisfait",
      "neutre|ni satisfait ni insatisfait",
      "satisfait|satisfaite|plutôt satisfait",
      "très satisfait|très satisfaite|tout à fait satisfait"}},
    {"fr", "frequency", 5,
     {"jamais", "rarement", "parfois|quelquefois", "souvent",
      "toujours|très souvent"}},
    {"es", "agreement", 5,
     {NOT_ES, "en desacuerdo", NEUTRAL_ES, "de acuerdo", FULLY_ES}},
    {"es", "satisfaction", 5,
     {"muy insatisfecho|muy insatisfecha", "insatisfecho|insatisfecha",
      "neutral|ni satisfecho ni insatisfecho", "satisfecho|satisfecha",
      "muy satisfecho|muy satisfecha"}},
    {"es", "frequency", 5,
     {"nunca", "rara vez|raramente|casi nunca", "a veces|algunas veces",
      "a menudo|frecuentemente|casi siempre", "siempre"}},
    {"pt", "agreement", 5,
     {"discordo totalmente|discordo fortemente", "discordo|discordo parcialmente",
      NEUTRAL_PT, "concordo|concordo parcialmente",
      "concordo totalmente|concordo fortemente"}},
    {"pt", "satisfaction", 5,
     {"muito insatisfeito|muito insatisfeita", "insatisfeito|insatisfeita",
      "neutro|nem satisfeito nem insatisfeito", "satisfeito|satisfeita",
      "muito satisfeito|muito satisfeita"}},
    {"it", "agreement", 5,
     {NOT_IT, "in disaccordo", NEUTRAL_IT, "d'accordo", FULLY_IT}},
    {"it", "satisfaction", 5,
     {"molto insoddisfatto|molto insoddisfatta", "insoddisfatto|insoddisfatta",
      "neutrale|né soddisfatto né insoddisfatto", "soddisfatto|soddisfatta",
      "molto soddisfatto|molto soddisfatta"}},

    {"en", "agreement", 7,
     {STRONGLY_NOT, "disagree|moderately disagree",
      "somewhat disagree|slightly disagree", NEUTRAL_EN,
      "somewhat agree|slightly agree", "agree|moderately agree", STRONGLY}},
    {"en", "satisfaction", 7,
     {"very dissatisfied|extremely dissatisfied",
      "dissatisfied|moderately dissatisfied",
      "somewhat dissatisfied|slightly dissatisfied", NEUTRAL_SATISFIED,
      "somewhat satisfied|slightly satisfied",
      "satisfied|moderately satisfied",
      "very satisfied|extremely satisfied"}},
    {"de", "agreement", 7,
     {NOT_DE, "stimme nicht zu", "stimme eher nicht zu", NEUTRAL_DE,
      "stimme eher zu", "stimme zu", FULLY_DE}},
    {"de", "satisfaction", 7,
     {"sehr unzufrieden", "unzufrieden", "eher unzufrieden",
      "neutral|teils/teils|weder noch", "eher zufrieden", "zufrieden",
      "sehr zufrieden"}},
    {"nl", "agreement", 7,
     {NOT_NL, "oneens|mee oneens",
      "enigszins oneens|een beetje oneens|beetje oneens|enigszins mee oneens",
      NEUTRAL_NL,
      "enigszins eens|een beetje eens|beetje eens|enigszins mee eens",
      "eens|mee eens", FULLY_NL}},
    {"fr", "agreement", 7,
     {NOT_FR, "pas d'accord|en désaccord", "plutôt pas d'accord", NEUTRAL_FR,
      "plutôt d'accord", "d'accord", FULLY_FR}},
    {"es", "agreement", 7,
     {NOT_ES, "en desacuerdo",
      "algo en desacuerdo|ligeramente en desacuerdo|parcialmente en desacuerdo",
      NEUTRAL_ES,
      "algo de acuerdo|ligeramente de acuerdo|parcialmente de acuerdo",
      "de acuerdo", FULLY_ES}},
    {"pt", "agreement", 7,
     {"discordo totalmente|discordo fortemente", "discordo",
      "discordo parcialmente|discordo um pouco", NEUTRAL_PT,
      "concordo parcialmente|concordo um pouco", "concordo",
      "concordo totalmente|concordo fortemente"}},
    {"it", "agreement", 7,
     {NOT_IT, "in disaccordo", "abbastanza in disaccordo|leggermente in disaccordo",
      NEUTRAL_IT, "abbastanza d'accordo|leggermente d'accordo", "d'accordo",
      FULLY_IT}}};
/* clang-format on */

const size_t sw_n_scales = sizeof sw_scales / sizeof *sw_scales;
