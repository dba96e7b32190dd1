"""Small scenarios written for these tests, one per format; nothing here comes from anybody's collection."""

from pathlib import Path

GENIUS_DOMAIN = """<?xml version="1.0"?>
<negotiation_template>
  <agent utility_space="" name=""/>
  <utility_space number_of_issues="3">
    <objective index="1" type="objective" name="root">
      <objective index="9" type="objective" name="inner">
        <issue index="2" etype="discrete" type="discrete" name="Colour &amp; co">
          <item index="1" value="light red"/>
          <item index="2" value="blue"/>
        </issue>
      </objective>
      <issue index="3" name="size">
        <item index="1" value="small"/>
        <item index="2" value="medium"/>
        <item index="3" value="large"/>
      </issue>
      <issue index="4" etype="integer" type="integer" name="price" lowerbound="1" upperbound="3"/>
    </objective>
  </utility_space>
</negotiation_template>
"""
GENIUS_A = """<?xml version="1.0"?>
<utility_space>
  <reservation value="0.25"/>
  <objective index="1" type="objective" name="root">
    <issue index="3" name="size">
      <item index="3" value="large" evaluation="2"/>
      <item index="1" value="small" evaluation="8"/>
      <item index="2" value="medium" evaluation="4"/>
      <criteria weight="7"><item value="small" evaluation="99"/></criteria>
    </issue>
    <objective index="9" type="objective" name="inner">
      <issue index="2" name="Colour &amp; co">
        <item index="1" value="light red" evaluation="1"/>
        <item index="2" value="blue" evaluation="3"/>
      </issue>
      <weight index="2" value="0.3"/>
    </objective>
    <issue index="4" type="integer" name="price" lowerbound="1" upperbound="3">
      <evaluator ftype="linear" offset="1.5" slope="-0.75"/>
    </issue>
    <weight index="4" value="0.5"/>
    <weight index="9" value="0.125"/>
    <weight index="1" value="0.9"/>
    <weight index="3" value="0.2"/>
  </objective>
  <discount_factor value="0.5"/>
</utility_space>
"""
GENIUS_B = (
    GENIUS_A.replace('<reservation value="0.25"/>', "")
    .replace('discount_factor value="0.5"', 'discount_factor value="0"')
    .replace('offset="1.5" slope="-0.75"', 'offset="0" slope="0.5"')
    .replace('value="blue" evaluation="3"', 'value="blue" evaluation="0"')
    .replace('value="light red" evaluation="1"', 'value="light red" evaluation="0"')
)

WEB_DOMAIN = '{"name": "small", "issuesValues": {"size": {"values": ["s", "l"]}, "price": {"range": ["0", "1.0", "0.5"]}}}'
WEB_A = """{"LinearAdditiveUtilitySpace": {
  "issueUtilities": {
    "price": {"NumberValueSetUtilities": {"lowValue": 0, "lowUtility": 1.0, "highValue": 1, "highUtility": 0}},
    "size": {"DiscreteValueSetUtilities": {"valueUtilities": {"l": 0.30, "s": 1}}}},
  "issueWeights": {"size": 0.40, "price": 0.6},
  "reservationBid": {"issuevalues": {"size": "l", "price": "0.5"}},
  "name": "a"}}"""
WEB_B = """{"LinearAdditiveUtilitySpace": {
  "issueUtilities": {
    "size": {"discreteutils": {"valueUtilities": {"s": 0.1, "l": 1}}},
    "price": {"numberutils": {"lowValue": 0, "lowUtility": 0, "highValue": 1, "highUtility": 1}}},
  "issueWeights": {"size": 0.5, "price": 0.5}}}"""

NEGMAS_DOMAIN = """name: small
type: negmas.outcomes.DiscreteCartesianOutcomeSpace
issues:
- {name: size, type: CategoricalIssue, values: [s, l]}
- name: number
  type: ContiguousIssue
  values: [1, 3]
"""
NEGMAS_A = """type: ExpDiscountedUFun
discount: 0.5
ufun:
  type: LinearAdditiveUtilityFunction
  reserved_value: 0.3
  values:
  - {type: TableFun, mapping: {l: 0.25, s: 1.0}}
  - {type: AffineFun, slope: 0.5, bias: -0.5}
  weights: [0.4, 0.6]
"""
NEGMAS_B = """type: LinearAdditiveUtilityFunction
reserved_value: -.inf
values:
- {type: TableFun, mapping: {s: 0, l: 1}}
- {type: TableFun, mapping: {1: 0.1, 2: 0.2, 3: -0.4}}
weights: [0.4, 0.6]
"""

NEGOLOG_A = '{"reservationValue": 0.35, "issueWeights": {"size": 0.75, "price": 0.25}, "issues": {"size": {"s": 1.0, "l": 0.2}, "price": {"low": 0, "high": 1}}}'
NEGOLOG_B = '{"issues": {"price": {"high": 0.1, "low": 1}, "size": {"l": 1, "s": 0}}, "issueWeights": {"price": 0.5, "size": 0.5}, "reservationValue": 0}'

TABLE = """\
issue,level,North,South
territory,none,0,40
,part,30,30
,all,50,0
money,0,30,0
money,100,0,40.5
reserve,,40,45
"""

FILES: dict[str, dict[str, str]] = {
    "genius": {
        "domain.xml": GENIUS_DOMAIN,
        "p1.xml": GENIUS_A,
        "p2.xml": GENIUS_B,
        "._p3.xml": "\0\x05",
        "pareto.xml": "0.1, 0.9\n",
    },
    "geniusweb": {
        "domain.json": WEB_DOMAIN,
        "p1.json": WEB_A,
        "p2.json": WEB_B,
        "specials.json": '{"size": 6}',
    },
    "negmas": {"domain.yml": NEGMAS_DOMAIN, "p1.yml": NEGMAS_A, "p2.yml": NEGMAS_B, "_stats.yml": "a: 1\n"},
    "negolog": {"profileA.json": NEGOLOG_A, "profileB.json": NEGOLOG_B},
    "table": {"table.csv": TABLE},
}


def written(form: str, folder: Path) -> Path:
    """The scenario of a format in a folder; the path to give to an import."""
    folder.mkdir(parents=True, exist_ok=True)
    for name, text in FILES[form].items():
        (folder / name).write_text(text, encoding="utf-8")
    return folder / "table.csv" if form == "table" else folder
