/** A row of a Liaison & Diversion file that breaks one rule: what is wrong in it, the column that is told, and words of the rule. */
export type EpisodeFault = { name: string; changes: Record<string, string>; column: string; reason: string }

/** A row that was received at 09:00 on 1 May 2026, screened at 11:00 and closed on 20 May, of somebody born in 1990. */
export const screenedFields = { screened_at: '2026-05-01T11:00:00Z', screening_outcome: 'NEEDS_IDENTIFIED', screening_risk: 'LOW' }
export const wholeFields = {
  ...screenedFields,
  screening_urgency: 'URGENT',
  offence_group: 'THEFT',
  custody_clock_started_at: '2026-05-01T08:30:00Z',
  screening_offered_at: '2026-05-01T10:00:00Z',
  custody_disposal: 'BAILED',
  custody_disposal_at: '2026-05-01T20:00:00Z',
  needs: 'housing:REFERRED;mental-health:MET',
  appropriate_adults: 'VULNERABLE_ADULT/SOCIAL_WORKER/2026-05-01T09:00:00Z/2026-05-01T09:40:00Z',
  cohorts: 'VETERAN',
  assessments: '2026-05-02T10:00:00Z/Nurse Sampleton/ADVICE_GIVEN/PHQ-9|GAD-7',
  specialist_assessments: 'PSYCHIATRY/2026-05-02T11:00:00Z/2026-05-05T10:00:00Z/Dr Sampleton/HOSPITAL;LEARNING_DISABILITY/2026-05-06T10:00:00Z',
  contacts: '2026-05-03T10:00:00Z/TELEPHONE/DID_NOT_ATTEND/OTHER/2026-05-10;2026-05-09T10:00:00Z/FACE_TO_FACE/ON_TIME/COURT/2026-05-19',
  court_reports:
    'VERBAL/BAIL_AND_REMAND/BLKBMC/2026-05-02/HMCTS/2026-05-01T12:00:00Z/2026-05-01T15:00:00Z;WRITTEN_STANDARD/SENTENCING/BLKBMC/2026-06-20/HMCTS/2026-05-10T12:00:00Z',
  justice_outcomes: 'POLICE/8/2026-05-01;COURT/1116/2026-05-30',
  outcome: 'NOT_DIVERTED',
  closed_at: '2026-05-20T15:00:00Z',
  closure_reason: 'COMPLETED'
}

const screened = screenedFields
const whole = wholeFields

/** Faults of every column that a rule is asked about, as at noon on 1 June 2026. */
export const episodeFaults: EpisodeFault[] = [
  fault('a referral from the future', { received_at: '2026-06-01T12:00:01Z' }, 'received_at', 'The referral lies in the future'),
  fault('a time without its offset', { received_at: '2026-05-01T12:00:00' }, 'received_at', 'A DateTime is written'),
  fault('a screening before the referral', { ...screened, screened_at: '2026-05-01T08:59:00Z' }, 'screened_at', 'before the referral'),
  fault('a screening without a risk', { ...screened, screening_risk: '' }, 'screening_risk', 'screening_risk is empty'),
  fault('a finding without a screening', { screening_outcome: 'NO_NEED' }, 'screened_at', 'screened_at is empty'),
  fault('someone seen and not seen', { ...screened, not_seen_reason: 'DECLINED' }, 'not_seen_reason', 'the person was seen'),
  fault('a need before the screening', { needs: 'housing:MET' }, 'needs', 'Record the screening first'),
  fault('a need that is named twice', { ...screened, needs: 'housing:MET;housing:REFERRED' }, 'needs', 'named twice'),
  fault('a need without a status', { ...screened, needs: 'housing' }, 'needs', 'needs is empty. Give one of'),
  fault(
    'a custody clock outside custody',
    { setting: 'CROWN_COURT', facility: 'PRESCC', custody_clock_started_at: '2026-05-01T08:00:00Z' },
    'received_at',
    'in police custody only'
  ),
  fault('an offer before the referral', { screening_offered_at: '2026-05-01T08:59:00Z' }, 'screening_offered_at', 'before the referral'),
  fault('a screening before its offer', { ...screened, screening_offered_at: '2026-05-01T11:00:01Z' }, 'screened_at', 'before its offer'),
  fault(
    'an end of custody at court',
    { setting: 'CROWN_COURT', facility: 'PRESCC', custody_disposal: 'BAILED', custody_disposal_at: '2026-05-01T20:00:00Z' },
    'custody_disposal',
    'met at court'
  ),
  fault('an unknown setting', { setting: 'SHOP' }, 'setting', 'setting is none of'),
  fault(
    'a closing of someone neither seen nor unseen',
    { closed_at: '2026-05-02T09:00:00Z', closure_reason: 'COMPLETED' },
    'closed_at',
    'Record the screening'
  ),
  fault(
    'a closing before the screening',
    { ...screened, closed_at: '2026-05-01T10:00:00Z', closure_reason: 'COMPLETED' },
    'closed_at',
    'before the referral or the screening'
  ),
  fault('a closing to come', { ...screened, closed_at: '2026-06-01T12:01:00Z', closure_reason: 'COMPLETED' }, 'closed_at', 'in the future'),
  fault(
    'someone closed as not seen who was',
    { ...screened, closed_at: '2026-05-20T15:00:00Z', closure_reason: 'NOT_SEEN' },
    'closed_at',
    'so the person was seen'
  ),
  fault(
    'work completed with someone not seen',
    { not_seen_reason: 'UNFIT', closed_at: '2026-05-20T15:00:00Z', closure_reason: 'COMPLETED' },
    'closed_at',
    'nothing was completed'
  ),
  fault('a reason to close without a day', { ...screened, closure_reason: 'DIED' }, 'closed_at', 'closed_at is empty'),

  fault('a diversion before the referral', { outcome: 'DIVERTED_OUT_OF_JUSTICE', outcome_at: '2026-05-01T08:59:59Z' }, 'outcome_at', 'before the referral'),
  fault(
    'support before the screening',
    { ...screened, outcome: 'SUPPORTED_WITHIN_JUSTICE', outcome_at: '2026-05-01T10:59:59Z' },
    'outcome_at',
    'before the screening'
  ),
  fault(
    'support of someone not seen',
    { not_seen_reason: 'UNFIT', outcome: 'SUPPORTED_WITHIN_JUSTICE', outcome_at: '2026-05-02T09:00:00Z' },
    'outcome_at',
    'follows the screening'
  ),

  fault('an assessment of nobody screened', { assessments: '2026-05-02T10:00:00Z/Nurse/ADVICE_GIVEN' }, 'assessments', 'Record the screening first'),
  fault('an assessment before the screening', { ...screened, assessments: '2026-05-01T10:59:00Z/Nurse/ADVICE_GIVEN' }, 'assessments', 'before the referral or'),
  fault('an assessment by nobody', { ...screened, assessments: '2026-05-02T10:00:00Z//ADVICE_GIVEN' }, 'assessments.by', 'must be given'),
  fault('an assessment after the closing', { ...whole, assessments: '2026-05-20T15:00:01Z/Nurse/ADVICE_GIVEN' }, 'assessments', 'The episode is closed'),
  fault(
    'an assessment with too many parts',
    { ...screened, assessments: '2026-05-02T10:00:00Z/a/HOSPITAL/b/c' },
    'assessments',
    'is written at/by/outcome/tools'
  ),
  fault(
    'a specialist who came before they were asked',
    { ...screened, specialist_assessments: 'PSYCHIATRY/2026-05-04T11:00:00Z/2026-05-04T10:59:00Z/Dr/HOSPITAL' },
    'specialist_assessments',
    'before the specialist was asked'
  ),
  fault('an unknown specialism', { ...screened, specialist_assessments: 'X/2026-05-04T11:00:00Z' }, 'specialist_assessments.specialism', 'is none of'),
  fault('a contact before the referral', { contacts: '2026-05-01T08:59:00Z/TELEPHONE/ON_TIME/OTHER' }, 'contacts', 'The contact lies before the referral'),
  fault('a contact after the closing', { ...whole, contacts: '2026-05-20T15:00:01Z/TELEPHONE/ON_TIME/OTHER' }, 'contacts', 'after the closing'),
  fault(
    'a contact after death',
    { ...whole, closure_reason: 'DIED', contacts: '2026-05-20T15:00:01Z/TELEPHONE/ON_TIME/OTHER' },
    'contacts',
    'because the person died'
  ),
  fault('a follow-up before its contact', { contacts: '2026-05-02T10:00:00Z/VIDEO/ON_TIME/OTHER/2026-05-01' }, 'contacts', 'before the contact itself'),
  fault(
    'the same contact twice',
    { contacts: '2026-05-02T10:00:00Z/VIDEO/ON_TIME/OTHER;2026-05-02T10:00:00Z/EMAIL/ON_TIME/OTHER' },
    'contacts',
    'same one twice'
  ),
  fault('an unknown attendance', { contacts: '2026-05-02T10:00:00Z/VIDEO/MAYBE/OTHER' }, 'contacts.attendance', 'is none of'),
  fault('an adult called for a child of 36', { appropriate_adults: 'CHILD/SOCIAL_WORKER/2026-05-01T10:00:00Z' }, 'appropriate_adults', '18 or older'),
  fault(
    'an adult who came before the call',
    { appropriate_adults: 'VULNERABLE_ADULT/SOCIAL_WORKER/2026-05-01T10:00:00Z/2026-05-01T09:59:00Z' },
    'appropriate_adults',
    'before the call'
  ),
  fault(
    'an adult called to court',
    { setting: 'CROWN_COURT', facility: 'PRESCC', appropriate_adults: 'VULNERABLE_ADULT/SOCIAL_WORKER/2026-05-01T10:00:00Z' },
    'appropriate_adults',
    'met at court'
  ),
  fault(
    'circumstances of a child of 36',
    { is_looked_after: 'YES', child_protection_plan: 'NEVER', is_youth_court_case: 'NO' },
    'is_looked_after',
    '18 or older when the alert came'
  ),
  fault('half the circumstances of a child', { is_looked_after: 'YES' }, 'child_protection_plan', 'child_protection_plan is empty'),
  fault('an unknown pathway', { cohorts: 'SAILORS' }, 'cohorts.cohort', 'is none of'),
  fault(
    'a hearing before the request',
    { court_reports: 'VERBAL/SENTENCING/BLKBMC/2026-05-01/HMCTS/2026-05-02T10:00:00Z' },
    'court_reports',
    'The hearing lies before the request'
  ),
  fault(
    'a report that was issued before it was asked for',
    { ...screened, court_reports: 'VERBAL/SENTENCING/BLKBMC/2026-05-03/HMCTS/2026-05-02T10:00:00Z/2026-05-02T09:59:00Z' },
    'court_reports',
    'The issue lies before the request'
  ),
  fault(
    'a report that was issued with nothing found',
    { court_reports: 'VERBAL/SENTENCING/BLKBMC/2026-05-03/HMCTS/2026-05-02T10:00:00Z/2026-05-02T10:01:00Z' },
    'court_reports',
    'Record the screening first'
  ),
  fault('a police outcome that does not exist', { justice_outcomes: 'POLICE/23/2026-05-02' }, 'justice_outcomes', 'they go from 1 to 22'),
  fault('a court outcome that does not exist', { justice_outcomes: 'COURT/8/2026-05-02' }, 'justice_outcomes', 'no such court outcome code'),
  fault('a decision before the referral', { justice_outcomes: 'POLICE/8/2026-04-30' }, 'justice_outcomes', 'The decision lies before the referral'),
  fault('a decision to come', { justice_outcomes: 'COURT/1116/2026-06-02' }, 'justice_outcomes', 'The decision lies in the future'),
  fault(
    'a decision that is named twice',
    { justice_outcomes: 'POLICE/8/2026-05-02;COURT/1116/2026-05-02;POLICE/8/2026-05-02' },
    'justice_outcomes',
    'names the same one twice'
  ),
  fault(
    'a follow-up that is years away',
    { contacts: '2026-05-03T10:00:00Z/TELEPHONE/ON_TIME/OTHER/9999-12-31' },
    'contacts',
    'more than a year after the contact'
  ),
  fault(
    'a hearing that lies too far ahead',
    { court_reports: 'VERBAL/SENTENCING/BLKBMC/2031-05-03/HMCTS/2026-05-02T10:00:00Z' },
    'court_reports',
    'more than five years after the request'
  )
]

function fault(name: string, changes: Record<string, string>, column: string, reason: string): EpisodeFault {
  return { name, changes, column, reason }
}
