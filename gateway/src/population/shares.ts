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

  // What else happens in an episode of Liaison & Diversion.
  offerRecorded: share(0.45, `${assumption}: of people screened`),
  circumstancesRecorded: share(0.85, `${assumption}: of children`),
  lookedAfter: weights({ NO: 70, YES: 18, NOT_KNOWN: 8, NOT_STATED: 4 }, assumption),
  childProtectionPlan: weights({ NEVER: 70, PREVIOUSLY: 12, CURRENTLY: 6, NOT_KNOWN: 10, NOT_STATED: 2 }, assumption),
  adultCalledForChild: share(0.97, `${assumption}: of children at a police station`),
  vulnerableAdult: share(0.25, `${assumption}: of adults at a police station`),
  adultCalledForVulnerable: share(0.48, 'HELP-PC, The Psychiatrist 2013: the need for an appropriate adult was missed in over half'),
  adultArrived: share(0.93, assumption),
  adultOfChild: weights({ PARENT_OR_GUARDIAN: 48, OTHER_FAMILY: 10, SOCIAL_WORKER: 16, APPROPRIATE_ADULT_SERVICE: 24, OTHER_ADULT: 2 }, assumption),
  adultOfVulnerable: weights({ APPROPRIATE_ADULT_SERVICE: 60, OTHER_FAMILY: 18, PARENT_OR_GUARDIAN: 6, SOCIAL_WORKER: 10, OTHER_ADULT: 6 }, assumption),
  womensPathway: share(0.8, `${assumption}: of women`),
  veteran: share(0.035, `${assumption}: of adults`),
  onlineOffences: share(0.2, `${assumption}: of adults of whom a sexual offence is alleged`),
  assessmentMade: share(0.94, `${assumption}: of those that the screening asked for`),
  assessmentOutcome: weights({ ADVICE_GIVEN: 60, NO_FURTHER_SUPPORT: 37, HOSPITAL: 3 }, `${assumption}: where nobody is referred onward`),
  specialistAsked: share(0.15, `${assumption}: of people assessed`),
  specialismOfChild: weights(
    { SPEECH_AND_LANGUAGE: 71, NEURODEVELOPMENTAL: 14, SOCIAL_CARE: 9, PSYCHIATRY: 6 },
    'children sentenced April 2019 to March 2020: 71% had speech, language and communication needs (yjlc.uk); of specialists asked, and the rest, assumptions'
  ),
  specialismOfAdult: weights(
    { PSYCHIATRY: 40, SUBSTANCE_USE: 20, NEURODEVELOPMENTAL: 12, LEARNING_DISABILITY: 10, SOCIAL_CARE: 8, MENTAL_HEALTH_ACT: 6, PHYSICAL_HEALTH: 4 },
    assumption
  ),
  specialistCame: share(0.75, assumption),
  contactMechanism: weights({ FACE_TO_FACE: 45, TELEPHONE: 38, TEXT_MESSAGE: 9, VIDEO: 5, OTHER: 3 }, assumption),
  contactAttendance: weights({ ON_TIME: 62, LATE_SEEN: 8, DID_NOT_ATTEND: 18, CANCELLED_BY_PERSON: 7, CANCELLED_BY_SERVICE: 4, LATE_NOT_SEEN: 1 }, assumption),
  contactPlace: weights({ HOME: 28, HEALTH_PREMISES: 24, PROBATION_PREMISES: 18, VOLUNTARY_PREMISES: 16, COURT: 8, POLICE_STATION: 4, STREET: 2 }, assumption),
  followUpAgreed: share(0.7, `${assumption}: at the last contact, while the episode is open`),
  reportAtCourt: share(0.35, `${assumption}: of people seen at court`),
  reportAfterCharge: share(0.12, `${assumption}: of people seen in custody and charged`),
  reportType: weights(
    {
      ...{ VERBAL: 38, WRITTEN_STANDARD: 40, WRITTEN_DETAILED: 8, PRE_SENTENCE_CONTRIBUTION: 8 },
      ...{ TREATMENT_REQUIREMENT_SUITABILITY: 4, PSYCHIATRIC_REPORT_ADVICE: 2 }
    },
    assumption
  ),
  reportPurpose: weights({ BAIL_AND_REMAND: 40, CASE_MANAGEMENT: 25, SENTENCING: 35 }, `${assumption}: of reports that are not for sentencing by their kind`),
  reportIssued: share(0.96, `${assumption}: by the day of the hearing`),
  outcomeAfterRelease: share(0.5, `${assumption}: of people bailed, released under investigation or gone from a voluntary attendance, some months later`),
  policeOutcomeLater: weights({ '1': 42, '8': 8, '15': 18, '16': 20, '22': 12 }, assumption),
  noFurtherAction: weights({ '10': 8, '15': 42, '16': 45, '21': 5 }, assumption),
  courtOutcomeKnown: share(0.5, `${assumption}: of people charged or met at court`),
  courtOutcomeOfAdult: weights(
    {
      ...{ '1015': 28, '1116': 20, '1019': 10, '1115': 9, '1002': 7, '4506': 12, '4530': 4, '4531': 3 },
      ...{ '2051': 4, '2004': 2, MHA37: 1 }
    },
    `${assumption}: RAND found about half the likelihood of custody, and no share`
  ),
  courtOutcomeOfChild: weights({ '1015': 22, '1019': 36, '4506': 28, '2051': 10, '1081': 4 }, assumption),

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

  // What else happens in an episode of RECONNECT.
  eligibilityChecked: share(0.92, assumption),
  custodySetting: weights({ SENTENCED: 78, REMAND: 14, RELEASED_FROM_COURT: 5, TEMPORARY_RELEASE: 3 }, assumption),
  riskOfSeriousHarm: weights({ LOW: 30, MEDIUM: 62, NOT_KNOWN: 8 }, `${assumption}: of people taken on`),
  resettlementAreaKnown: share(0.86, assumption),
  needsAssessed: share(0.92, `${assumption}: of referrals accepted`),
  planMade: share(0.88, `${assumption}: of people assessed`),
  gateMeetingPlanned: share(0.6, `${assumption}: of people accepted before their release`),
  gateMeetingOutcome: weights({ MET: 76, PERSON_NOT_THERE: 12, CANCELLED_BY_PERSON: 8, CANCELLED_BY_SERVICE: 4 }, assumption),
  temporarilyReleased: share(0.03, assumption),
  registeredWithGp: share(0.62, `${assumption}: of people released`),
  treatmentStarted: share(
    0.33,
    'pick-up of drug and alcohol treatment after prison: about 30% (gov.uk guidance 2018), 35% (Enhanced RECONNECT study, Plymouth)'
  ),
  medicineInHand: share(0.55, `${assumption}: of people released`),
  daysOfMedicine: weights({ '7': 52, '14': 20, '28': 22, '0': 6 }, assumption),
  treatmentInHand: share(0.3, `${assumption}: of people with a need for drugs or alcohol`),
  supplyGoesOn: share(0.78, `${assumption}: the day on which it goes on is known`),
  reconnectAttendance: weights({ ON_TIME: 64, LATE_SEEN: 8, DID_NOT_ATTEND: 18, CANCELLED_BY_PERSON: 6, CANCELLED_BY_SERVICE: 4 }, assumption),
  movedPrison: share(0.12, `${assumption}: of people accepted before their release`),
  workerAccepts: share(0.95, `${assumption}: within two days`),
  peerSupportOffered: share(0.6, assumption),
  peerSupportAnswer: weights({ ACCEPTED: 45, DECLINED: 38, UNDECIDED: 17 }, assumption),
  reviewHeld: share(0.75, `${assumption}: of those due at 4, 12 and 26 weeks`),

  // Onward referrals, of needs said to be referred on.
  needReferredOn: share(0.8, assumption),
  referralUnheard: share(0.08, `${assumption}: sent, and never answered`),
  referralAccepted: share(0.78, `${assumption}: 75 to 80%`),
  firstAppointmentAttended: share(0.6, `${assumption}: 55 to 65%`)
}
