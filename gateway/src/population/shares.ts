// The settings of the synthetic population. Every figure says where it comes from; most are assumptions, for no local figures are published.

const rand = 'RAND Europe 2021, research brief RBA1271-1: of people referred; applied here to people screened (assumption)'
const assumption = 'assumption'

const share = (value: number, source: string) => ({ value, source })
const weights = <Name extends string>(value: Record<Name, number>, source: string) => ({ value, source })

export const shares = {
  // Who is in which service.
  onlyLiaisonDiversion: share(0.76, `${assumption}: several times as many people meet L&D as RECONNECT`),
  bothServices: share(0.2, assumption),
  female: share(
    0.25,
    'arrests in England and Wales, year to March 2022: 85 men to 15 women; about 20% of L&D here, RECONNECT prisons being male only (assumption)'
  ),
  under18: share(0.15, 'first ten L&D schemes 2014/15: 13% under 18 (england.nhs.uk/2015/05/liaison-diversion); here of people only in L&D'),
  ethnicity: weights(
    { A: 775, B: 6, C: 22, D: 6, E: 3, F: 5, G: 4, H: 18, J: 38, K: 6, L: 8, M: 5, N: 8, P: 3, R: 2, S: 6, Z: 50, '99': 40 },
    'Lancashire 2021: 88.9% White (lancashire.gov.uk Insight); not stated and not known, 8 to 10% together, is a flaw put in (assumption)'
  ),

  // Flaws, as real extracts have them.
  missingNhsNumber: share(0.125, assumption),
  unverifiedNhsNumber: share(0.15, assumption),
  recordedTwice: share(0.03, `${assumption}: again under a misspelt name and without an NHS number`),
  noFixedAbode: share(0.05, assumption),
  outOfArea: share(0.06, assumption),
  withPncInCustody: share(0.7, assumption),
  withPncInPrison: share(0.5, assumption),

  // Consent.
  sisterService: weights({ GIVEN: 60, REFUSED: 9, WITHDRAWN: 4, OBJECTED: 1, '': 26 }, assumption),
  onwardService: weights({ GIVEN: 64, REFUSED: 8, WITHDRAWN: 3, OBJECTED: 1, '': 24 }, assumption),

  // Liaison & Diversion.
  repeatReferral: share(0.2, assumption),
  place: weights(
    { preston: 20, blackburn: 20, blackpool: 20, burnley: 13, carlisle: 9, lancaster: 6, barrow: 6, skelmersdale: 2.5, workington: 2.5, kendal: 1 },
    `${assumption}; the order follows cell counts in Hansard, 5 March 2003`
  ),
  setting: weights({ POLICE_CUSTODY: 70, VOLUNTARY_ATTENDANCE: 5, COURT: 20, CROWN_COURT: 5 }, assumption),
  offenceGroup: weights(
    {
      ...{ VIOLENCE_AGAINST_THE_PERSON: 43, DRUG: 8, FRAUD: 1, THEFT: 16, PUBLIC_ORDER: 9, CRIMINAL_DAMAGE_AND_ARSON: 7, SEXUAL: 5, ROBBERY: 2 },
      ...{ POSSESSION_OF_WEAPONS: 3, MISCELLANEOUS_AGAINST_SOCIETY: 2, SUMMARY_MOTORING: 2, NOT_RECORDED: 2 }
    },
    'arrests in England and Wales 2023/24: violence 43%, drugs 8%, fraud 0.7%; the rest are assumptions'
  ),
  custodyClockRecorded: share(0.96, assumption),
  urgency: weights({ EMERGENCY: 2, VERY_URGENT: 5, URGENT: 23, ROUTINE: 70 }, assumption),
  urgencyRecorded: share(0.97, assumption),
  custodyEndRecorded: share(0.95, assumption),
  custodyDisposal: weights({ CHARGED: 38, BAILED: 24, RELEASED_UNDER_INVESTIGATION: 14, NO_FURTHER_ACTION: 21, MENTAL_HEALTH_ACT: 3 }, assumption),
  voluntaryAttendanceEnd: weights({ VOLUNTARY_ATTENDANCE_ENDED: 85, CHARGED: 6, NO_FURTHER_ACTION: 9 }, assumption),
  seen: share(0.8, assumption),
  notSeenReason: weights({ RELEASED_BEFORE_SEEN: 40, DECLINED: 30, NO_PRACTITIONER: 15, UNFIT: 10, DUPLICATE: 5 }, assumption),
  anyVulnerability: share(0.88, rand),
  mentalHealth: share(0.71, rand),
  drugsOrAlcohol: share(0.52, rand),
  otherNeeds: weights(
    {
      'crisis-self-harm': 14,
      'neurodiversity-ld': 14,
      'physical-health': 12,
      housing: 28,
      'debt-benefits': 18,
      'domestic-abuse': 8,
      'employment-education': 12,
      'family-parenting': 7
    },
    'the kinds are RAND’s and NHS England’s; the shares, in per cent of people with a need, are assumptions'
  ),
  assessed: share(0.65, assumption),
  referredOnward: share(0.55, assumption),
  risk: weights({ LOW: 55, MEDIUM: 33, HIGH: 12 }, assumption),
  outcomeKnown: share(0.6, assumption),
  outcome: weights({ SUPPORTED_WITHIN_JUSTICE: 58, NOT_DIVERTED: 30, DIVERTED_OUT_OF_JUSTICE: 12 }, assumption),
  closureOfSeen: weights({ COMPLETED: 52, TRANSFERRED_TO_SERVICE: 22, DISENGAGED: 14, DECLINED: 8, MOVED_OUT_OF_AREA: 3.5, DIED: 0.5 }, assumption),

  // RECONNECT.
  prison: weights({ PNI: 30, LFI: 22, WMI: 22, KMI: 16, HVI: 7, GHI: 3 }, assumption),
  lateReferral: share(0.35, `${assumption}: less than four weeks before release, or after it`),
  afterRelease: share(0.3, `${assumption}: of late referrals`),
  accepted: share(0.87, assumption),
  releaseDateMoved: share(0.3, `${assumption}: early release, recalculation`),
  recalledWithinSixMonths: share(0.17, assumption),
  housedOnFirstNight: share(0.85, 'offender accommodation outcomes 2023/24: 85.7%, 2024/25: 84.0% (gov.uk), of those known'),
  firstNightUnknown: share(0.1, assumption),
  extended: share(0.05, `${assumption}: of those supported for six months`),

  // Onward referrals, of needs said to be referred on.
  needReferredOn: share(0.8, assumption),
  referralUnheard: share(0.08, `${assumption}: sent, and never answered`),
  referralAccepted: share(0.78, `${assumption}: 75 to 80%`),
  firstAppointmentAttended: share(0.6, `${assumption}: 55 to 65%`)
}
