import { isoInstant } from '@throughcare/kit/clock'
import { sourceIdOf } from '@throughcare/kit/ids'
import { findInstant, readCode, readInstant, readItems } from '@throughcare/kit/import-fields'
import type { Column, Fields } from '@throughcare/kit/import-file'
import type { EpisodePart, Importing } from '../episode/as-episode-part.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { correctablePartOf } from '../episode/part-of.ts'
import { whyNotHaveCalled } from './appropriate-adult.rules.ts'
import { findEveryAppropriateAdult, insertAppropriateAdults, updateAppropriateAdults, type AppropriateAdultRow } from './appropriate-adult.store.ts'
import { callEvent } from './call-appropriate-adult.ts'
import { arrivalEvent } from './record-appropriate-adult-arrival.ts'

const reasons = ['CHILD', 'VULNERABLE_ADULT'] as const
const adults = ['PARENT_OR_GUARDIAN', 'OTHER_FAMILY', 'SOCIAL_WORKER', 'APPROPRIATE_ADULT_SERVICE', 'OTHER_ADULT'] as const

const column: Column = {
  name: 'appropriate_adults',
  items: 'reason/who/called-at/arrived-at',
  about: `reason: ${reasons.join(', ')}; who: ${adults.join(', ')}; the arrival left out where there was none`
}

/** Appropriate adults as a source has them. */
export const appropriateAdultPart: EpisodePart<AppropriateAdultRow> = {
  columns: [column],
  read: (fields, context, episode) => readItems(fields, column).map((item) => readAdult(item, context, episode)),
  whyNot: whyNotHaveCalled,
  keyOf: ({ calledAt }) => isoInstant(calledAt),
  steps: { call: { fields: ['calledAt', 'reason', 'who'], by: 'recordedBy' }, arrival: { fields: ['arrivedAt'], by: 'arrivalRecordedBy' } },
  toEvent: (step, episode, row) => (step === 'call' ? callEvent(episode, row) : arrivalEvent(episode, row)),
  find: findEveryAppropriateAdult,
  insert: insertAppropriateAdults,
  update: updateAppropriateAdults
}

function readAdult(item: Fields, context: Importing, episode: EpisodeRow): AppropriateAdultRow {
  const calledAt = readInstant(item, 'appropriate_adults.called-at')
  const arrivedAt = findInstant(item, 'appropriate_adults.arrived-at')
  return {
    ...correctablePartOf(context, episode, sourceIdOf('liaison-diversion-appropriate-adult', episode.id, isoInstant(calledAt))),
    ...{ reason: readCode(item, 'appropriate_adults.reason', reasons), who: readCode(item, 'appropriate_adults.who', adults) },
    ...{ calledAt, arrivedAt, arrivalRecordedBy: arrivedAt && context.principal.subject }
  }
}
