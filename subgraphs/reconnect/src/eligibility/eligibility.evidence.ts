import type { EligibilityFinding } from '../../db/codes.ts'
import { standardSettings } from '../setting/setting.rules.ts'
import { checkEligibility, outcomeOf, whyNotEligible, type EligibilityFacts, type EligibilityRule } from './eligibility.rules.ts'

// Eligibility as a table of cases, each with its source and with both sides of every boundary.

/** A case: where the rule stands, what is asked, what the rule says, and what the source says. */
export type RuleCase = [source: string, what: string, actual: unknown, expected: unknown]

const nhs = 'NHS England, RECONNECT (england.nhs.uk/commissioning/health-just/reconnect)'
const leicestershire = 'Leicestershire Partnership, RECONNECT referral criteria'
const window = 'Referral from 12 weeks before release to 28 days after: Leicestershire, Berkshire and West Yorkshire service pages'
const enhanced = 'LSCft, Enhanced RECONNECT leaflet: RECONNECT takes low to moderate risk'
const prisons = 'ministryofjustice/prison-register: the six prisons; this service: any other prison on release to live here'
const westYorkshire = 'West Yorkshire RECONNECT service page: remand and temporary release are included'
const design = 'Every rule gives pass, fail or unknown: what is not known does not stand in the way'

const known: EligibilityFacts = {
  ...{ facilityId: 'PNI', plannedReleaseDate: '2026-06-01', actualReleaseDate: null, custodySetting: 'SENTENCED' },
  ...{ healthNeed: 'YES', strugglesToEngage: 'YES', riskOfSeriousHarm: 'LOW', intensiveServices: 'NO', residentialRehabilitation: 'NO' },
  ...{ resettlementArea: null, birthDate: '1990-05-20', referredOn: '2026-05-01' }
}
const answerOf = (rule: EligibilityRule, changes: Partial<EligibilityFacts>) =>
  checkEligibility({ ...known, ...changes }, standardSettings).find((answer) => answer.rule === rule)?.answer
const outcome = (changes: Partial<EligibilityFacts>) => outcomeOf(checkEligibility({ ...known, ...changes }, standardSettings))

const age = (birthDate: string | null, referredOn: string, expected: string): RuleCase => [
  nhs,
  `age: born ${birthDate ?? 'unknown'}, referred ${referredOn}`,
  answerOf('AGE', { birthDate, referredOn }),
  expected
]

const findings: [EligibilityFinding | null, string, string][] = [
  ['YES', 'PASS', 'FAIL'],
  ['NO', 'FAIL', 'PASS'],
  ['NOT_KNOWN', 'UNKNOWN', 'UNKNOWN'],
  [null, 'UNKNOWN', 'UNKNOWN']
]

const found = findings.flatMap(([finding, wanted, excluded]): RuleCase[] => [
  [nhs, `health need ${finding}`, answerOf('HEALTH_NEED', { healthNeed: finding }), wanted],
  [nhs, `struggles to engage ${finding}`, answerOf('STRUGGLES_TO_ENGAGE', { strugglesToEngage: finding }), wanted],
  [leicestershire, `intensive services ${finding}`, answerOf('INTENSIVE_SERVICES', { intensiveServices: finding }), excluded],
  [leicestershire, `residential rehabilitation ${finding}`, answerOf('RESIDENTIAL_REHABILITATION', { residentialRehabilitation: finding }), excluded]
])

const risks = [
  ['LOW', 'PASS'],
  ['MEDIUM', 'PASS'],
  ['HIGH', 'FAIL'],
  ['VERY_HIGH', 'FAIL'],
  ['NOT_KNOWN', 'UNKNOWN'],
  [null, 'UNKNOWN']
] as const

const areas = [
  ...(['PNI', 'LFI', 'KMI', 'WMI', 'GHI', 'HVI'] as const).map((facilityId) => [facilityId, null, 'PASS'] as const),
  ['PNI', 'ELSEWHERE', 'FAIL'],
  ['PNI', 'NOT_KNOWN', 'PASS'],
  ['PNI', 'LANCASHIRE_OR_CUMBRIA', 'PASS'],
  ['STI', null, 'UNKNOWN'],
  ['STI', 'NOT_KNOWN', 'UNKNOWN'],
  ['STI', 'LANCASHIRE_OR_CUMBRIA', 'PASS'],
  ['STI', 'ELSEWHERE', 'FAIL']
] as const

const windows: [referredOn: string, planned: string | null, actual: string | null, expected: string][] = [
  ['2026-03-09', '2026-06-01', null, 'PASS'],
  ['2026-03-08', '2026-06-01', null, 'FAIL'],
  ['2026-06-29', '2026-06-01', null, 'PASS'],
  ['2026-06-30', '2026-06-01', null, 'FAIL'],
  ['2026-06-01', '2026-06-01', null, 'PASS'],
  ['2026-06-01', null, null, 'UNKNOWN'],
  // Over a leap day and over both changes of the clocks the days are as many.
  ['2027-12-08', '2028-03-01', null, 'PASS'],
  ['2027-12-07', '2028-03-01', null, 'FAIL'],
  ['2026-12-07', '2027-03-01', null, 'PASS'],
  ['2026-12-06', '2027-03-01', null, 'FAIL'],
  ['2026-01-12', '2026-04-06', null, 'PASS'],
  ['2026-01-11', '2026-04-06', null, 'FAIL'],
  ['2026-11-20', '2026-10-23', null, 'PASS'],
  ['2026-11-21', '2026-10-23', null, 'FAIL'],
  // The day on which the person was really released counts before the planned one.
  ['2026-06-30', '2026-06-01', '2026-06-02', 'PASS'],
  ['2026-06-30', '2026-06-02', '2026-06-01', 'FAIL']
]

export const eligibilityCases: RuleCase[] = [
  age('2008-05-01', '2026-05-01', 'PASS'),
  age('2008-05-02', '2026-05-01', 'FAIL'),
  age('2008-04-30', '2026-05-01', 'PASS'),
  age('2008-02-29', '2026-02-28', 'FAIL'),
  age('2008-02-29', '2026-03-01', 'PASS'),
  age('2010-03-01', '2028-02-29', 'FAIL'),
  age('2010-02-28', '2028-02-29', 'PASS'),
  age(null, '2026-05-01', 'UNKNOWN'),
  ...found,
  ...risks.map(([riskOfSeriousHarm, expected]): RuleCase => [
    enhanced,
    `risk ${riskOfSeriousHarm}`,
    answerOf('RISK_OF_SERIOUS_HARM', { riskOfSeriousHarm }),
    expected
  ]),
  ...areas.map(([facilityId, resettlementArea, expected]): RuleCase => [
    prisons,
    `leaving ${facilityId} to live ${resettlementArea}`,
    answerOf('AREA', { facilityId, resettlementArea }),
    expected
  ]),
  ...(['SENTENCED', 'REMAND', 'RELEASED_FROM_COURT', 'TEMPORARY_RELEASE'] as const).map((custodySetting): RuleCase => [
    westYorkshire,
    `from ${custodySetting}`,
    answerOf('CUSTODY_SETTING', { custodySetting }),
    'PASS'
  ]),
  [westYorkshire, 'from custody of an unknown kind', answerOf('CUSTODY_SETTING', { custodySetting: null }), 'UNKNOWN'],
  ...windows.map(([referredOn, plannedReleaseDate, actualReleaseDate, expected]): RuleCase => [
    window,
    `referred ${referredOn}, release planned ${plannedReleaseDate}, recorded ${actualReleaseDate}`,
    answerOf('REFERRAL_WINDOW', { referredOn, plannedReleaseDate, actualReleaseDate }),
    expected
  ]),
  [design, 'all is known and passes', outcome({}), 'ELIGIBLE'],
  [design, 'the window alone fails: it informs', outcome({ referredOn: '2026-01-01' }), 'ELIGIBLE'],
  [design, 'the need is not known', outcome({ healthNeed: null }), 'NOT_YET_KNOWN'],
  [design, 'the need is not known: no refusal', whyNotEligible({ ...known, healthNeed: null }), null],
  [enhanced, 'high risk alone: handed over', outcome({ riskOfSeriousHarm: 'HIGH' }), 'HAND_OVER_TO_ENHANCED_RECONNECT'],
  [prisons, 'to live elsewhere: handed over', outcome({ resettlementArea: 'ELSEWHERE' }), 'HAND_OVER_TO_SERVICE_OF_ANOTHER_AREA'],
  [
    prisons,
    'high risk and to live elsewhere: that area decides',
    outcome({ resettlementArea: 'ELSEWHERE', riskOfSeriousHarm: 'HIGH' }),
    'HAND_OVER_TO_SERVICE_OF_ANOTHER_AREA'
  ],
  [nhs, 'high risk and no health need', outcome({ healthNeed: 'NO', riskOfSeriousHarm: 'HIGH' }), 'NOT_ELIGIBLE'],
  [nhs, 'younger than 18 and otherwise eligible', outcome({ birthDate: '2010-05-20' }), 'NOT_ELIGIBLE']
]

/** The cases in which a rule says otherwise than its source. */
export function findDisagreements(cases: readonly RuleCase[]): string[] {
  return cases.filter(([, , actual, expected]) => JSON.stringify(actual) !== JSON.stringify(expected)).map(([source, what]) => `${what} (${source})`)
}

export const figures = [figureOf('Cases of the rules of eligibility', eligibilityCases)]

/** A figure of a table of cases. */
export function figureOf(name: string, cases: readonly RuleCase[]) {
  return {
    name,
    target: 'each as its source says',
    async measure() {
      const wrong = findDisagreements(cases)
      const sources = new Set(cases.map(([source]) => source)).size
      return { value: `${cases.length - wrong.length} of ${cases.length}`, met: wrong.length === 0, detail: [`${sources} sources`, ...wrong].join('; ') }
    }
  }
}
