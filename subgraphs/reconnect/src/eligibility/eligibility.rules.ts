import { ageOn, londonDate } from '@throughcare/kit/clock'
import type { ClosureReason, DeclineReason, EligibilityFinding } from '../../db/codes.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { checkReferralWindow, type RuleAnswer } from '../release/release.rules.ts'
import type { Settings } from '../setting/setting.rules.ts'

export type EligibilityRule =
  | 'AGE'
  | 'HEALTH_NEED'
  | 'STRUGGLES_TO_ENGAGE'
  | 'AREA'
  | 'RISK_OF_SERIOUS_HARM'
  | 'INTENSIVE_SERVICES'
  | 'RESIDENTIAL_REHABILITATION'
  | 'CUSTODY_SETTING'
  | 'REFERRAL_WINDOW'

/** `isDecisive`: where the rule fails, the referral cannot be accepted. The others inform. */
export type EligibilityAnswer = RuleAnswer & { rule: EligibilityRule; isDecisive: boolean }

export type EligibilityOutcome = 'ELIGIBLE' | 'NOT_YET_KNOWN' | 'HAND_OVER_TO_ENHANCED_RECONNECT' | 'HAND_OVER_TO_SERVICE_OF_ANOTHER_AREA' | 'NOT_ELIGIBLE'

export type EligibilityFacts = Pick<
  EpisodeRow,
  | 'facilityId'
  | 'plannedReleaseDate'
  | 'actualReleaseDate'
  | 'custodySetting'
  | 'healthNeed'
  | 'strugglesToEngage'
  | 'riskOfSeriousHarm'
  | 'intensiveServices'
  | 'residentialRehabilitation'
  | 'resettlementArea'
> & { birthDate: string | null; referredOn: string }

const nhsEngland = 'NHS England, RECONNECT: england.nhs.uk/commissioning/health-just/reconnect'
const leicestershire = 'Leicestershire Partnership, RECONNECT referral criteria'
const youngest = 18

type Answer = Omit<EligibilityAnswer, 'rule' | 'isDecisive'>

/** What each rule of eligibility answers on the facts known so far. */
export function checkEligibility(facts: EligibilityFacts, settings: Settings): EligibilityAnswer[] {
  const informing: [EligibilityRule, Answer][] = [
    ['CUSTODY_SETTING', checkSetting(facts, settings)],
    ['REFERRAL_WINDOW', checkReferralWindow(facts.referredOn, facts.actualReleaseDate ?? facts.plannedReleaseDate, settings)]
  ]
  return [...checkDecisive(facts, settings), ...informing.map(([rule, answer]) => ({ ...answer, rule, isDecisive: false }))]
}

function checkDecisive(facts: EligibilityFacts, settings: Pick<Settings, 'ownPrisons'>): EligibilityAnswer[] {
  const answers: [EligibilityRule, Answer][] = [
    ['AGE', checkAge(facts)],
    ['HEALTH_NEED', fromFinding(facts.healthNeed, { pass: 'A health need is identified.', fail: 'No health need is identified.', source: nhsEngland })],
    [
      'STRUGGLES_TO_ENGAGE',
      fromFinding(facts.strugglesToEngage, {
        pass: 'The person would struggle to engage with care alone.',
        fail: 'The person engages with care without support.',
        source: nhsEngland
      })
    ],
    ['AREA', checkArea(facts, settings)],
    ['RISK_OF_SERIOUS_HARM', checkRisk(facts)],
    [
      'INTENSIVE_SERVICES',
      fromFinding(opposite(facts.intensiveServices), {
        pass: 'No intensive risk management service supports the person.',
        fail: 'An intensive risk management service supports the person.',
        source: leicestershire
      })
    ],
    [
      'RESIDENTIAL_REHABILITATION',
      fromFinding(opposite(facts.residentialRehabilitation), {
        pass: 'The person is not going to residential rehabilitation.',
        fail: 'The person is going to residential rehabilitation.',
        source: leicestershire
      })
    ]
  ]
  return answers.map(([rule, answer]) => ({ ...answer, rule, isDecisive: true }))
}

/** What the answers come to. A handover is said only where nothing else speaks against the person. */
export function outcomeOf(answers: readonly EligibilityAnswer[]): EligibilityOutcome {
  const decisive = answers.filter(({ isDecisive }) => isDecisive)
  const failed = decisive.filter(({ answer }) => answer === 'FAIL').map(({ rule }) => rule)
  if (failed.some((rule) => rule !== 'RISK_OF_SERIOUS_HARM' && rule !== 'AREA')) return 'NOT_ELIGIBLE'
  if (failed.includes('AREA')) return 'HAND_OVER_TO_SERVICE_OF_ANOTHER_AREA'
  if (failed.includes('RISK_OF_SERIOUS_HARM')) return 'HAND_OVER_TO_ENHANCED_RECONNECT'
  return decisive.some(({ answer }) => answer === 'UNKNOWN') ? 'NOT_YET_KNOWN' : 'ELIGIBLE'
}

/** What is known of an episode for the rules of eligibility. `person`: what the room knows of whose it is, if anything yet. */
export function eligibilityFactsOf(episode: EpisodeRow, person: { birthDate: string | null } | null | undefined): EligibilityFacts {
  return { ...episode, birthDate: person?.birthDate ?? null, referredOn: londonDate(episode.referredAt) }
}

/** Why a referral cannot be accepted on these facts; what is not known yet does not stand in the way. */
export function whyNotEligible(facts: EligibilityFacts): string | null {
  // Which prisons are the service's own tells whose area somebody is of where nothing else does; it fails nobody, so none need be named.
  const failed = checkDecisive(facts, { ownPrisons: [] }).find(({ answer }) => answer === 'FAIL')
  return failed ? `${failed.reason} Decline the referral, or check eligibility again if that is not so.` : null
}

/** Which rule a reason to decline says is not met. */
const ruleOf: Partial<Record<DeclineReason, EligibilityRule>> = {
  UNDER_18: 'AGE',
  NO_HEALTH_NEED: 'HEALTH_NEED',
  ABLE_TO_ENGAGE_WITHOUT_SUPPORT: 'STRUGGLES_TO_ENGAGE',
  OUTSIDE_REFERRAL_WINDOW: 'REFERRAL_WINDOW',
  SUITABLE_FOR_ENHANCED_RECONNECT: 'RISK_OF_SERIOUS_HARM',
  SUITABLE_FOR_INTENSIVE_RISK_MANAGEMENT: 'INTENSIVE_SERVICES',
  SUPPORTED_BY_SERVICE_OF_ANOTHER_AREA: 'AREA',
  SUITABLE_FOR_RESIDENTIAL_REHABILITATION: 'RESIDENTIAL_REHABILITATION'
}

/** Why a referral cannot be declined for a reason: its rule is met. What is not known yet does not stand in the way. */
export function whyNotDeclineFor(reason: DeclineReason, answers: readonly EligibilityAnswer[]): string | null {
  const met = answers.find(({ rule, answer }) => rule === ruleOf[reason] && answer === 'PASS')
  return met ? `${met.reason} Give another reason, or write down first what was found out if that is not so.` : null
}

/** The same by what was found out alone: of a decline of the past, when the release was planned then is not known, and of age nobody asks. */
export function whyNotHaveDeclinedFor(reason: DeclineReason, facts: Omit<EligibilityFacts, 'birthDate' | 'referredOn'>): string | null {
  return whyNotDeclineFor(reason, checkDecisive({ ...facts, birthDate: null, referredOn: '' }, { ownPrisons: [] }))
}

// Where another service takes the person over, the referral to it is followed to its outcome: nobody is dropped between two services.
const handovers: readonly (DeclineReason | ClosureReason)[] = [
  'SUITABLE_FOR_ENHANCED_RECONNECT',
  'SUPPORTED_BY_SERVICE_OF_ANOTHER_AREA',
  'TRANSFERRED_TO_SERVICE'
]
// Whoever moves away from an open episode may be handed over, or may want no more support.
const mayBeHandovers: readonly (DeclineReason | ClosureReason)[] = ['MOVED_OUT_OF_AREA', 'TRANSFERRED_PRISON']

/** Why a referral cannot be declined, or an episode closed, with this reason and this onward referral. */
export function whyNotHandOver(reason: DeclineReason | ClosureReason, handoverReferralId: string | null): string | null {
  if (handovers.includes(reason) && !handoverReferralId) return 'Make the onward referral to the service that takes over first, then name that referral here.'
  return ![...handovers, ...mayBeHandovers].includes(reason) && handoverReferralId
    ? 'A handover goes with a reason that names the service taking over. Leave the referral out, or change the reason.'
    : null
}

/** Why an onward referral hands nobody over. */
export function whyNotTakeOver({ failedAt }: { failedAt: Date | null }): string | null {
  return failedAt ? 'That referral was declined or taken back, so nobody takes over by it. Make another, and name that.' : null
}

export function whyNotCheckEligibility({ acceptedAt, declinedAt, closedAt }: Pick<EpisodeRow, 'acceptedAt' | 'declinedAt' | 'closedAt'>): string | null {
  const instead = 'What was found out since is written down by correcting the episode.'
  if (declinedAt) return `The referral was declined, and a new referral starts a new episode. ${instead}`
  if (closedAt) return `The episode is closed, and a new referral starts a new one. ${instead}`
  return acceptedAt ? `The referral was accepted already. ${instead} If the person is not eligible after all, close the episode with that reason.` : null
}

/** Counted on the day of the referral. */
function checkAge({ birthDate, referredOn }: EligibilityFacts): Answer {
  if (birthDate === null) return { answer: 'UNKNOWN', reason: 'The date of birth is not known here yet.', source: nhsEngland }
  return ageOn(birthDate, referredOn) >= youngest
    ? { answer: 'PASS', reason: 'The person was 18 or older when referred.', source: nhsEngland }
    : { answer: 'FAIL', reason: 'The person was younger than 18 when referred.', source: nhsEngland }
}

const areaSource = 'This service: the six prisons of Lancashire and Cumbria, and any other prison on release to live here, women included.'

function checkArea({ facilityId, resettlementArea }: EligibilityFacts, { ownPrisons }: Pick<Settings, 'ownPrisons'>): Answer {
  const source = areaSource
  if (resettlementArea === 'ELSEWHERE')
    return { answer: 'FAIL', reason: "The person is going to live outside Lancashire and Cumbria: for that area's service.", source }
  if (resettlementArea === 'LANCASHIRE_OR_CUMBRIA') return { answer: 'PASS', reason: 'The person is going to live in Lancashire or Cumbria.', source }
  if (ownPrisons.includes(facilityId)) return { answer: 'PASS', reason: "The person is leaving one of this service's prisons.", source }
  return { answer: 'UNKNOWN', reason: 'The person is leaving another prison, and where they are going to live is not known.', source }
}

function checkRisk({ riskOfSeriousHarm }: EligibilityFacts): Answer {
  const source = 'Lancashire & South Cumbria NHS Foundation Trust, Enhanced RECONNECT: RECONNECT takes low to moderate risk'
  if (riskOfSeriousHarm === null || riskOfSeriousHarm === 'NOT_KNOWN') return { answer: 'UNKNOWN', reason: 'The risk of serious harm is not known.', source }
  return riskOfSeriousHarm === 'LOW' || riskOfSeriousHarm === 'MEDIUM'
    ? { answer: 'PASS', reason: 'The risk of serious harm is low to moderate.', source }
    : { answer: 'FAIL', reason: 'The risk of serious harm is high or very high: for Enhanced RECONNECT.', source }
}

function checkSetting({ custodySetting }: EligibilityFacts, { custodyTakenOn }: Pick<Settings, 'custodyTakenOn'>): Answer {
  const source = 'A setting of this deployment, after the West Yorkshire service page'
  if (custodySetting === null) return { answer: 'UNKNOWN', reason: 'From what kind of custody the person is released is not recorded.', source }
  return custodyTakenOn.includes(custodySetting)
    ? { answer: 'PASS', reason: 'People are taken on from this kind of custody.', source }
    : { answer: 'FAIL', reason: 'People are usually not taken on from this kind of custody.', source }
}

function fromFinding(finding: EligibilityFinding | null, { pass, fail, source }: { pass: string; fail: string; source: string }): Answer {
  if (finding === 'YES') return { answer: 'PASS', reason: pass, source }
  if (finding === 'NO') return { answer: 'FAIL', reason: fail, source }
  return { answer: 'UNKNOWN', reason: finding === 'NOT_KNOWN' ? 'It was asked, and could not be found out.' : 'Nobody has found this out yet.', source }
}

function opposite(finding: EligibilityFinding | null): EligibilityFinding | null {
  if (finding === 'YES') return 'NO'
  return finding === 'NO' ? 'YES' : finding
}
