import { sourceIdOf } from '@throughcare/kit/ids'
import { readCode, readDay, readItems, readText } from '@throughcare/kit/import-fields'
import type { Column, Fields } from '@throughcare/kit/import-file'
import type { EpisodePart, Importing } from '../episode/as-episode-part.ts'
import type { EpisodeRow } from '../episode/episode.store.ts'
import { correctablePartOf } from '../episode/part-of.ts'
import { keyOfDecision, whyNotDecide } from './justice-outcome.rules.ts'
import { findEveryJusticeOutcome, insertJusticeOutcomes, updateJusticeOutcomes, type JusticeOutcomeRow } from './justice-outcome.store.ts'
import { justiceOutcomeEvent } from './record-justice-outcome.ts'

const column: Column = {
  name: 'justice_outcomes',
  items: 'by/code/on',
  about: 'what POLICE or COURT decided: a police outcome, 1 to 22, or a court outcome code of HMPPS; the day it was decided'
}

/** Decisions of the police and of courts, as a source has them. */
export const justiceOutcomePart: EpisodePart<JusticeOutcomeRow> = {
  columns: [column],
  read: (fields, context, episode) => readItems(fields, column).map((item) => readDecision(item, context, episode)),
  whyNot: ({ receivedAt }, decision, now) => whyNotDecide(decision, { receivedAt, now }),
  keyOf: keyOfDecision,
  steps: { decision: { fields: ['code', 'decidedBy', 'decidedOn'], by: 'recordedBy' } },
  toEvent: (_, episode, row) => justiceOutcomeEvent(episode, row),
  find: findEveryJusticeOutcome,
  insert: insertJusticeOutcomes,
  update: updateJusticeOutcomes
}

function readDecision(item: Fields, context: Importing, episode: EpisodeRow): JusticeOutcomeRow {
  const decidedBy = readCode(item, 'justice_outcomes.by', ['POLICE', 'COURT'])
  const [code, decidedOn] = [readText(item, 'justice_outcomes.code', 10).toUpperCase(), readDay(item, 'justice_outcomes.on')]
  const id = sourceIdOf('liaison-diversion-justice-outcome', episode.id, keyOfDecision({ decidedBy, code, decidedOn }))
  return { ...correctablePartOf(context, episode, id), decidedBy, code, decidedOn }
}
