import { isoInstant } from '@throughcare/kit/clock'
import { sourceIdOf } from '@throughcare/kit/ids'
import { findInstant, readCode, readInstant, readItems, readText } from '@throughcare/kit/import-fields'
import type { Column, Fields } from '@throughcare/kit/import-file'
import type { EpisodePart, Importing } from '../episode/as-episode-part.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { correctablePartOf } from '../episode/part-of.ts'
import { assessedAndDue, whyNotHave } from './assessment.rules.ts'
import { findEveryAssessment, insertAssessments, updateAssessments, type AssessmentRow } from './assessment.store.ts'
import { assessmentEvent } from './record-assessment.ts'
import { specialistRequestEvent } from './request-specialist-assessment.ts'

const specialisms = [
  ...(['PSYCHIATRY', 'MENTAL_HEALTH_ACT', 'LEARNING_DISABILITY', 'NEURODEVELOPMENTAL', 'SUBSTANCE_USE', 'SPEECH_AND_LANGUAGE'] as const),
  ...(['SOCIAL_CARE', 'PHYSICAL_HEALTH'] as const)
]
const outcomes = ['NO_FURTHER_SUPPORT', 'ADVICE_GIVEN', 'ONWARD_REFERRAL', 'HOSPITAL'] as const

const own: Column = {
  name: 'assessments',
  items: 'at/by/outcome/tools',
  about: `the service's own: time/who made it/outcome/tools, separated by "|"; outcome: ${outcomes.join(', ')}`
}
const specialist: Column = {
  name: 'specialist_assessments',
  items: 'specialism/requested-at/at/by/outcome/tools',
  about: `asked of a specialist, the last four parts left out while it is due; specialism: ${specialisms.join(', ')}`
}

/** Assessments as a source has them. */
export const assessmentPart: EpisodePart<AssessmentRow> = {
  columns: [own, specialist],
  columnOf: ({ kind }) => (kind === 'SPECIALIST' ? specialist.name : own.name),
  read: (fields, context, episode) => [
    ...readItems(fields, own).map((item) => readAssessment(item, context, episode)),
    ...readItems(fields, specialist).map((item) => readSpecialist(item, context, episode))
  ],
  whyNot: whyNotHave,
  doneAt: ({ requestedAt, assessedAt }) => assessedAt ?? requestedAt,
  keyOf: ({ specialism, requestedAt, assessedAt }) => `${specialism} ${(requestedAt ?? assessedAt)?.toISOString()}`,
  steps: {
    request: { fields: ['requestedAt', 'specialism'], by: 'recordedBy' },
    assessment: { fields: ['assessedAt', 'assessedBy', 'outcome', 'tools'], by: 'assessmentRecordedBy' }
  },
  toEvent: (step, episode, row) => (step === 'request' ? specialistRequestEvent(episode, row) : assessmentEvent(episode, row)),
  find: findEveryAssessment,
  insert: insertAssessments,
  update: updateAssessments,
  carry(_, news, standing) {
    const isTold = new Set(news.map(({ id }) => id))
    return assessedAndDue([...standing.filter(({ id, withdrawnAt }) => !withdrawnAt && !isTold.has(id)), ...news])
  }
}

function readAssessment(item: Fields, context: Importing, episode: EpisodeRow): AssessmentRow {
  const assessedAt = readInstant(item, 'assessments.at')
  const id = sourceIdOf('liaison-diversion-assessment', episode.id, `own ${isoInstant(assessedAt)}`)
  const asked = { kind: 'LIAISON_DIVERSION', specialism: null, requestedAt: null, requestedBy: null } as const
  return { ...correctablePartOf(context, episode, id), ...asked, ...readMade(item, 'assessments', { assessedAt, context }) }
}

function readSpecialist(item: Fields, context: Importing, episode: EpisodeRow): AssessmentRow {
  const specialism = readCode(item, 'specialist_assessments.specialism', specialisms)
  const requestedAt = readInstant(item, 'specialist_assessments.requested-at')
  const assessedAt = findInstant(item, 'specialist_assessments.at')
  const id = sourceIdOf('liaison-diversion-assessment', episode.id, `${specialism} ${isoInstant(requestedAt)}`)
  const asked = { kind: 'SPECIALIST', specialism, requestedAt, requestedBy: context.principal.subject } as const
  const due = { assessedAt: null, assessedBy: null, assessmentRecordedBy: null, tools: [], outcome: null }
  return { ...correctablePartOf(context, episode, id), ...asked, ...(assessedAt ? readMade(item, 'specialist_assessments', { assessedAt, context }) : due) }
}

function readMade(item: Fields, column: string, { assessedAt, context }: { assessedAt: Date; context: Importing }) {
  const tools = (item[`${column}.tools`] ?? '').split('|').flatMap((tool) => tool.trim() || [])
  return {
    ...{ assessedAt, assessedBy: readText(item, `${column}.by`), outcome: readCode(item, `${column}.outcome`, outcomes) },
    ...{ tools, assessmentRecordedBy: context.principal.subject }
  }
}
