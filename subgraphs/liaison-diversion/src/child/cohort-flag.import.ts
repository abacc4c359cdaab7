import { sourceIdOf } from '@throughcare/kit/ids'
import { readCode, readItems } from '@throughcare/kit/import-fields'
import type { Column } from '@throughcare/kit/import-file'
import type { EpisodePart } from '../episode/as-episode-part.ts'
import { partOf } from '../episode/part-of.ts'
import { findEveryCohortFlag, insertCohortFlags, updateCohortFlags, type CohortFlagRow } from './cohort-flag.store.ts'
import { cohortEvent } from './flag-cohort.ts'

const cohorts = ['WOMENS_PATHWAY', 'VETERAN', 'ONLINE_OFFENCES_AGAINST_CHILDREN', 'CROWN_COURT'] as const

const column: Column = { name: 'cohorts', items: 'cohort', about: `pathways of their own that the person is on: ${cohorts.join(', ')}` }

/** Pathways of their own, as a source has them. One that staff took the person off stays so. */
export const cohortFlagPart: EpisodePart<CohortFlagRow> = {
  columns: [column],
  read: (fields, context, episode) =>
    readItems(fields, column).map((item) => {
      const cohort = readCode(item, 'cohorts.cohort', cohorts)
      return { ...partOf(context, episode, sourceIdOf('liaison-diversion-cohort', episode.id, cohort)), cohort, removedAt: null, removedBy: null }
    }),
  whyNot: () => null,
  keyOf: ({ cohort }) => cohort,
  steps: { cohort: { fields: ['cohort'], by: 'recordedBy' } },
  toEvent: (_, episode) => cohortEvent(episode),
  find: findEveryCohortFlag,
  insert: insertCohortFlags,
  update: updateCohortFlags
}
