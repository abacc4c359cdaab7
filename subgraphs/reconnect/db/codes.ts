// The codes that stand in this room's columns; what each means is told in schema/.

export type ReferralSource =
  'PRISON_HEALTHCARE' | 'MENTAL_HEALTH_TEAM' | 'SUBSTANCE_MISUSE_TEAM' | 'PRISON_STAFF' | 'OFFENDER_MANAGER' | 'LIAISON_DIVERSION' | 'SELF' | 'FAMILY'

/** From what a person is to be released. */
export type CustodySetting = 'SENTENCED' | 'REMAND' | 'RELEASED_FROM_COURT' | 'TEMPORARY_RELEASE'

export type EligibilityFinding = 'YES' | 'NO' | 'NOT_KNOWN'

export type RiskOfSeriousHarm = 'LOW' | 'MEDIUM' | 'HIGH' | 'VERY_HIGH' | 'NOT_KNOWN'

export type ResettlementArea = 'LANCASHIRE_OR_CUMBRIA' | 'ELSEWHERE' | 'NOT_KNOWN'

export type DeclineReason =
  | 'UNDER_18'
  | 'NO_HEALTH_NEED'
  | 'ABLE_TO_ENGAGE_WITHOUT_SUPPORT'
  | 'OUTSIDE_REFERRAL_WINDOW'
  | 'SUITABLE_FOR_ENHANCED_RECONNECT'
  | 'SUITABLE_FOR_INTENSIVE_RISK_MANAGEMENT'
  | 'SUPPORTED_BY_SERVICE_OF_ANOTHER_AREA'
  | 'SUITABLE_FOR_RESIDENTIAL_REHABILITATION'
  | 'PERSON_DECLINED'
  | 'TRANSFERRED_PRISON'
  | 'DIED'
  | 'DUPLICATE'
  | 'OTHER'

export type ClosureReason =
  | 'NEEDS_MET'
  | 'SIX_MONTHS_REACHED'
  | 'TRANSFERRED_TO_SERVICE'
  | 'DISENGAGED'
  | 'DECLINED'
  | 'RECALLED_OR_RETURNED_TO_CUSTODY'
  | 'MOVED_OUT_OF_AREA'
  | 'NOT_RELEASED'
  | 'TRANSFERRED_PRISON'
  | 'DIED'
  | 'INELIGIBLE'
  | 'DUPLICATE'
  | 'RECORDED_IN_ERROR'
  | 'OTHER'

export type PlannedReleaseReason = 'FIRST_KNOWN' | 'EARLY_RELEASE' | 'RECALCULATED' | 'RECALLED' | 'OTHER'

export type FirstNightAccommodation =
  | 'OWNER_OCCUPIER'
  | 'PRIVATE_RENT'
  | 'SOCIAL_RENT'
  | 'FRIENDS_OR_FAMILY_SETTLED'
  | 'FRIENDS_OR_FAMILY_TRANSIENT'
  | 'SUPPORTED_HOUSING'
  | 'APPROVED_PREMISES'
  | 'COMMUNITY_ACCOMMODATION_TIER_2'
  | 'COMMUNITY_ACCOMMODATION_TIER_3'
  | 'TRANSIENT'
  | 'RESIDENTIAL_HEALTHCARE'
  | 'HOME_OFFICE_ACCOMMODATION'
  | 'SHELTER_HOSTEL_OR_CAMPSITE'
  | 'SQUAT'
  | 'ROUGH_SLEEPING'
  | 'IMMIGRATION_DETENTION'
  | 'AWAITING_ASSESSMENT'
  | 'NOT_STATED'
  | 'NOT_KNOWN'

export type GoalStatus = 'NOT_STARTED' | 'IN_PROGRESS' | 'ACHIEVED' | 'PARTIALLY_ACHIEVED' | 'NOT_ACHIEVED'

export type ResettlementPathway =
  | 'ACCOMMODATION'
  | 'ATTITUDES_THINKING_AND_BEHAVIOUR'
  | 'CHILDREN_FAMILIES_AND_COMMUNITY'
  | 'DRUGS_AND_ALCOHOL'
  | 'EDUCATION_SKILLS_AND_WORK'
  | 'FINANCE_AND_ID'
  | 'HEALTH'

export type ReconnectNeedStatus = 'IDENTIFIED' | 'ALREADY_SUPPORTED' | 'REFERRED' | 'MET' | 'DECLINED'

/** Why a person was not referred on for a need. */
export type NoReferralReason = 'NO_SERVICE' | 'WAIT_TOO_LONG' | 'NOT_ELIGIBLE' | 'BETTER_LATER' | 'OTHER'

export type ContactMechanism = 'FACE_TO_FACE' | 'TELEPHONE' | 'VIDEO' | 'TEXT_MESSAGE' | 'EMAIL' | 'OTHER'

export type ContactAttendance = 'ON_TIME' | 'LATE_SEEN' | 'LATE_NOT_SEEN' | 'CANCELLED_BY_PERSON' | 'DID_NOT_ATTEND' | 'CANCELLED_BY_SERVICE'

export type ContactPurpose = 'SUPPORT' | 'REVIEW'

export type GateMeetingOutcome = 'MET' | 'PERSON_NOT_THERE' | 'CANCELLED_BY_PERSON' | 'CANCELLED_BY_SERVICE'

export type ContinuityKind = 'MEDICINE' | 'TREATMENT'

export type ContinuityMeans = 'APPOINTMENT' | 'PRESCRIPTION'

export type PeerSupportAnswer = 'ACCEPTED' | 'DECLINED' | 'UNDECIDED'

export type PeerSupportOutcome = 'COMPLETED' | 'ENGAGED_ELSEWHERE' | 'ENDED_BY_PERSON' | 'LOST_CONTACT' | 'HANDED_OVER' | 'NOT_STARTED' | 'OTHER'

/** Which side of the gate a worker works on. */
export type AllocationSide = 'PRISON' | 'COMMUNITY'

export type Milestone = 'REGISTERED_WITH_GP' | 'STARTED_TREATMENT'
