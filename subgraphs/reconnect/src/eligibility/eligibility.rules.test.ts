import { standardSettings, type Settings } from '../setting/setting.rules.ts'
import {
  checkEligibility,
  outcomeOf,
  whyNotCheckEligibility,
  whyNotEligible,
  whyNotHandOver,
  whyNotTakeOver,
  type EligibilityFacts
} from './eligibility.rules.ts'

const eligible: EligibilityFacts = {
  birthDate: '1990-05-20',
  referredOn: '2026-06-01',
  facilityId: 'PNI',
  plannedReleaseDate: '2026-07-01',
  actualReleaseDate: null,
  custodySetting: 'SENTENCED',
  healthNeed: 'YES',
  strugglesToEngage: 'YES',
  riskOfSeriousHarm: 'LOW',
  intensiveServices: 'NO',
  residentialRehabilitation: 'NO',
  resettlementArea: 'LANCASHIRE_OR_CUMBRIA'
}

const answerTo = (rule: string, changes: Partial<EligibilityFacts>, settings: Settings = standardSettings) =>
  checkEligibility({ ...eligible, ...changes }, settings).find((answer) => answer.rule === rule)
const outcome = (changes: Partial<EligibilityFacts>) => outcomeOf(checkEligibility({ ...eligible, ...changes }, standardSettings))

type Case = [what: string, rule: string, changes: Partial<EligibilityFacts>, expected: [answer: 'PASS' | 'FAIL' | 'UNKNOWN', source: string]]

const cases: Case[] = [
  ['18 on the day of the referral', 'AGE', { birthDate: '2008-06-01' }, ['PASS', 'NHS England']],
  ['18 the day after the referral', 'AGE', { birthDate: '2008-06-02' }, ['FAIL', 'NHS England']],
  ['born on 29 February, the day before the birthday of a common year', 'AGE', { birthDate: '2008-02-29', referredOn: '2026-02-28' }, ['FAIL', 'NHS England']],
  ['born on 29 February, on 1 March of a common year', 'AGE', { birthDate: '2008-02-29', referredOn: '2026-03-01' }, ['PASS', 'NHS England']],
  ['no birth date here', 'AGE', { birthDate: null }, ['UNKNOWN', 'NHS England']],
  ['a health need', 'HEALTH_NEED', { healthNeed: 'YES' }, ['PASS', 'NHS England']],
  ['no health need', 'HEALTH_NEED', { healthNeed: 'NO' }, ['FAIL', 'NHS England']],
  ['health need asked and not known', 'HEALTH_NEED', { healthNeed: 'NOT_KNOWN' }, ['UNKNOWN', 'NHS England']],
  ['health need not asked', 'HEALTH_NEED', { healthNeed: null }, ['UNKNOWN', 'NHS England']],
  ['struggles to engage', 'STRUGGLES_TO_ENGAGE', { strugglesToEngage: 'YES' }, ['PASS', 'NHS England']],
  ['engages alone', 'STRUGGLES_TO_ENGAGE', { strugglesToEngage: 'NO' }, ['FAIL', 'NHS England']],
  ['engagement not asked', 'STRUGGLES_TO_ENGAGE', { strugglesToEngage: null }, ['UNKNOWN', 'NHS England']],
  ...['PNI', 'LFI', 'KMI', 'WMI', 'GHI', 'HVI'].map((facilityId): Case => [
    `${facilityId} is one of the six`,
    'AREA',
    { facilityId, resettlementArea: null },
    ['PASS', 'six prisons']
  ]),
  ['another prison, to live here', 'AREA', { facilityId: 'STI' }, ['PASS', 'women included']],
  ['another prison, not known where to', 'AREA', { facilityId: 'STI', resettlementArea: 'NOT_KNOWN' }, ['UNKNOWN', 'six prisons']],
  ['another prison, to live elsewhere', 'AREA', { facilityId: 'STI', resettlementArea: 'ELSEWHERE' }, ['FAIL', 'six prisons']],
  ['one of the six, to live elsewhere', 'AREA', { resettlementArea: 'ELSEWHERE' }, ['FAIL', 'six prisons']],
  ['low risk', 'RISK_OF_SERIOUS_HARM', { riskOfSeriousHarm: 'LOW' }, ['PASS', 'Enhanced RECONNECT']],
  ['moderate risk', 'RISK_OF_SERIOUS_HARM', { riskOfSeriousHarm: 'MEDIUM' }, ['PASS', 'Enhanced RECONNECT']],
  ['high risk', 'RISK_OF_SERIOUS_HARM', { riskOfSeriousHarm: 'HIGH' }, ['FAIL', 'Enhanced RECONNECT']],
  ['very high risk', 'RISK_OF_SERIOUS_HARM', { riskOfSeriousHarm: 'VERY_HIGH' }, ['FAIL', 'Enhanced RECONNECT']],
  ['risk not known', 'RISK_OF_SERIOUS_HARM', { riskOfSeriousHarm: 'NOT_KNOWN' }, ['UNKNOWN', 'Enhanced RECONNECT']],
  ['risk not asked', 'RISK_OF_SERIOUS_HARM', { riskOfSeriousHarm: null }, ['UNKNOWN', 'Enhanced RECONNECT']],
  ['not in intensive services', 'INTENSIVE_SERVICES', { intensiveServices: 'NO' }, ['PASS', 'Leicestershire']],
  ['in intensive services', 'INTENSIVE_SERVICES', { intensiveServices: 'YES' }, ['FAIL', 'Leicestershire']],
  ['intensive services not known', 'INTENSIVE_SERVICES', { intensiveServices: 'NOT_KNOWN' }, ['UNKNOWN', 'Leicestershire']],
  ['not in residential rehabilitation', 'RESIDENTIAL_REHABILITATION', { residentialRehabilitation: 'NO' }, ['PASS', 'Leicestershire']],
  ['in residential rehabilitation', 'RESIDENTIAL_REHABILITATION', { residentialRehabilitation: 'YES' }, ['FAIL', 'Leicestershire']],
  ['residential rehabilitation not asked', 'RESIDENTIAL_REHABILITATION', { residentialRehabilitation: null }, ['UNKNOWN', 'Leicestershire']],
  ...(['SENTENCED', 'REMAND', 'RELEASED_FROM_COURT', 'TEMPORARY_RELEASE'] as const).map((custodySetting): Case => [
    `${custodySetting} is taken on`,
    'CUSTODY_SETTING',
    { custodySetting },
    ['PASS', 'West Yorkshire']
  ]),
  ['custody not recorded', 'CUSTODY_SETTING', { custodySetting: null }, ['UNKNOWN', 'West Yorkshire']],
  ['84 days before release', 'REFERRAL_WINDOW', { plannedReleaseDate: '2026-08-24' }, ['PASS', 'Leicestershire']],
  ['85 days before release', 'REFERRAL_WINDOW', { plannedReleaseDate: '2026-08-25' }, ['FAIL', 'Leicestershire']],
  ['28 days after release', 'REFERRAL_WINDOW', { actualReleaseDate: '2026-05-04' }, ['PASS', 'Leicestershire']],
  ['29 days after release', 'REFERRAL_WINDOW', { actualReleaseDate: '2026-05-03' }, ['FAIL', 'Leicestershire']],
  ['no release date', 'REFERRAL_WINDOW', { plannedReleaseDate: null }, ['UNKNOWN', 'Leicestershire']]
]

describe('the rules of eligibility', () => {
  test.each(cases)('%s: %s', (_, rule, changes, [answer, source]) => {
    expect(answerTo(rule, changes)).toMatchObject({ answer, source: expect.stringContaining(source) })
  })

  test('tell what was asked and could not be found out from what nobody asked', () => {
    const reasons = (['NOT_KNOWN', null] as const).map((healthNeed) => answerTo('HEALTH_NEED', { healthNeed })?.reason)

    expect(reasons).toEqual(['It was asked, and could not be found out.', 'Nobody has found this out yet.'])
  })

  test('the window and the kind of custody inform; every other rule decides', () => {
    const informing = checkEligibility(eligible, standardSettings).flatMap(({ rule, isDecisive }) => (isDecisive ? [] : [rule]))

    expect(informing).toEqual(['CUSTODY_SETTING', 'REFERRAL_WINDOW'])
  })
})

describe('what the answers come to', () => {
  test.each([
    ['every rule is met', {}, 'ELIGIBLE'],
    ['only what informs fails', { plannedReleaseDate: '2027-06-01' }, 'ELIGIBLE'],
    ['something is to be found out', { healthNeed: null }, 'NOT_YET_KNOWN'],
    ['high risk alone', { riskOfSeriousHarm: 'HIGH' }, 'HAND_OVER_TO_ENHANCED_RECONNECT'],
    ['to live elsewhere alone', { resettlementArea: 'ELSEWHERE' }, 'HAND_OVER_TO_SERVICE_OF_ANOTHER_AREA'],
    ['high risk, to live elsewhere', { riskOfSeriousHarm: 'HIGH', resettlementArea: 'ELSEWHERE' }, 'HAND_OVER_TO_SERVICE_OF_ANOTHER_AREA'],
    ['high risk and no health need', { riskOfSeriousHarm: 'HIGH', healthNeed: 'NO' }, 'NOT_ELIGIBLE'],
    ['a child of high risk', { riskOfSeriousHarm: 'HIGH', birthDate: '2010-01-01' }, 'NOT_ELIGIBLE']
  ] as const)('%s', (_, changes, expected) => {
    expect(outcome(changes)).toBe(expected)
  })

  test('what is not known does not stand in the way of an acceptance; what fails does, with its own reason', () => {
    expect(whyNotEligible({ ...eligible, healthNeed: null, birthDate: null })).toBeNull()
    expect(whyNotEligible({ ...eligible, plannedReleaseDate: '2027-06-01' })).toBeNull()
    expect(whyNotEligible({ ...eligible, healthNeed: 'NO' })).toContain('No health need')
  })
})

describe('what a deployment sets otherwise', () => {
  const settings: Settings = { ...standardSettings, ownPrisons: ['STI'], custodyTakenOn: ['SENTENCED'] }

  test.each([
    ['CUSTODY_SETTING', { custodySetting: 'SENTENCED' }, 'PASS'],
    ['CUSTODY_SETTING', { custodySetting: 'REMAND' }, 'FAIL'],
    ['CUSTODY_SETTING', { custodySetting: null }, 'UNKNOWN'],
    ['AREA', { facilityId: 'STI', resettlementArea: null }, 'PASS'],
    ['AREA', { facilityId: 'PNI', resettlementArea: null }, 'UNKNOWN']
  ] as const)('%s of %j: %s', (rule, changes, answer) => expect(answerTo(rule, changes, settings)?.answer).toBe(answer))

  test('informs: from another kind of custody, or outside the window, somebody is eligible all the same', () => {
    const narrow = { ...settings, referralDaysBeforeRelease: 0, referralDaysAfterRelease: 0 }
    const answers = checkEligibility({ ...eligible, custodySetting: 'REMAND' }, narrow)

    expect(answers.flatMap(({ rule, answer }) => (answer === 'FAIL' ? [rule] : []))).toEqual(['CUSTODY_SETTING', 'REFERRAL_WINDOW'])
    expect(outcomeOf(answers)).toBe('ELIGIBLE')
    expect(whyNotEligible({ ...eligible, custodySetting: 'REMAND' })).toBeNull()
  })
})

describe('a handover', () => {
  test.each(['SUITABLE_FOR_ENHANCED_RECONNECT', 'SUPPORTED_BY_SERVICE_OF_ANOTHER_AREA'] as const)('%s goes with an onward referral', (reason) => {
    expect(whyNotHandOver(reason, null)).toContain('onward referral')
    expect(whyNotHandOver(reason, crypto.randomUUID())).toBeNull()
  })

  test('goes by a referral that stands', () => {
    expect(whyNotTakeOver({ failedAt: null })).toBeNull()
    expect(whyNotTakeOver({ failedAt: new Date('2026-06-01T09:00:00Z') })).toContain('Make another')
  })

  test('no other reason does', () => {
    expect(whyNotHandOver('PERSON_DECLINED', null)).toBeNull()
    expect(whyNotHandOver('PERSON_DECLINED', crypto.randomUUID())).toContain('Leave the referral out')
  })
})

describe('eligibility is checked until the decision', () => {
  const at = new Date('2026-06-01T09:00:00Z')
  const undecided = { acceptedAt: null, declinedAt: null, closedAt: null }

  test('and not after it', () => {
    expect(whyNotCheckEligibility(undecided)).toBeNull()
    expect(whyNotCheckEligibility({ ...undecided, acceptedAt: at })).toContain('accepted')
    expect(whyNotCheckEligibility({ ...undecided, declinedAt: at })).toContain('declined')
    expect(whyNotCheckEligibility({ ...undecided, closedAt: at })).toContain('closed')
  })
})
