"""The languages that a report speaks beside English, and their texts."""
import glob
import json
import os

FOLDER = "templates/report/language"
LANGUAGES = sorted(os.path.basename(path)[:-len(".json")]
                   for path in glob.glob(FOLDER + "/*.json"))


def texts_in_order(language):
    """Every (English, text) of a language, also one that stands twice."""
    with open(f"{FOLDER}/{language}.json", encoding="utf-8") as f:
        pairs = json.load(f, object_pairs_hook=list)
    return next(value for key, value in pairs if key == "texts")


def catalogue_of(language):
    return dict(texts_in_order(language))
