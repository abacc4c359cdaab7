import { saidOf, type GivenCorrection } from '@throughcare/kit/correct-parts'
import { whyNotRecorded } from '@throughcare/kit/correction.rules'
import { mustPermit } from '@throughcare/kit/errors'
import type { CorrectedPart } from '../episode/correct-parts.ts'
import { withdrawalEvent } from '../episode/withdrawal-event.ts'
import { whyNobody, whyNotHave } from './assessment.rules.ts'
import { findAssessmentsOfEpisodes, updateAssessments, type AssessmentRow } from './assessment.store.ts'
import { assessmentEvent } from './record-assessment.ts'
import { specialistRequestEvent } from './request-specialist-assessment.ts'

const asked = ['specialism', 'requestedAt'] as const
const made = ['assessedAt', 'assessedBy', 'tools', 'outcome'] as const
type Fact = (typeof asked)[number] | (typeof made)[number]
type Given = GivenCorrection & { isStillDue?: boolean | null; tools?: readonly string[] | null } & {
  [Name in Exclude<Fact, 'tools'>]?: AssessmentRow[Name] | undefined
}

/** How an assessment is corrected, and what a specialist was asked for. */
export const correctedAssessment: CorrectedPart<AssessmentRow, Given> = {
  list: 'assessments',
  called: 'An assessment',
  facts: [...asked, ...made],
  find: findAssessmentsOfEpisodes,
  update: updateAssessments,
  correct(row, { isStillDue, tools, ...given }) {
    const said = saidOf<AssessmentRow, Fact>({ ...given, tools: tools?.flatMap((tool) => tool.trim() || []) }, [...asked, ...made])
    mustPermit(whyNotRecorded(isStillDue || asked.some((field) => field in said) ? row.requestedAt : true))
    mustPermit(whyNotRecorded(isStillDue || made.some((field) => field in said) ? row.assessedAt : true))
    if (said.assessedBy) mustPermit(whyNobody(said.assessedBy))
    const due = isStillDue ? { assessedAt: null, assessedBy: null, assessmentRecordedBy: null, tools: [], outcome: null } : {}
    return { ...row, ...said, ...(said.assessedBy ? { assessedBy: said.assessedBy.trim() } : {}), ...due }
  },
  whyNot: whyNotHave,
  doneAt: ({ requestedAt, assessedAt }) => assessedAt ?? requestedAt,
  tell: (episode, row, { facts: changed }) => [
    ...(asked.some((field) => changed.includes(field)) ? [specialistRequestEvent(episode, row)] : []),
    ...(made.some((field) => changed.includes(field))
      ? [row.assessedAt ? assessmentEvent(episode, row) : withdrawalEvent(episode, 'assessment-recorded', row.id)]
      : [])
  ],
  told: ({ requestedAt, assessedAt }) => [
    ...(requestedAt ? (['specialist-assessment-requested'] as const) : []),
    ...(assessedAt ? (['assessment-recorded'] as const) : [])
  ]
}
