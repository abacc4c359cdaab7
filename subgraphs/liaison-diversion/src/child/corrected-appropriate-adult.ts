import { saidOf, type GivenCorrection } from '@throughcare/kit/correct-parts'
import { whyNotRecorded } from '@throughcare/kit/correction.rules'
import { mustPermit } from '@throughcare/kit/errors'
import type { CorrectedPart } from '../episode/correct-parts.ts'
import { withdrawalEvent } from '../episode/withdrawal-event.ts'
import { whyNotHaveCalled } from './appropriate-adult.rules.ts'
import { findAppropriateAdultsOfEpisodes, updateAppropriateAdults, type AppropriateAdultRow } from './appropriate-adult.store.ts'
import { callEvent } from './call-appropriate-adult.ts'
import { arrivalEvent } from './record-appropriate-adult-arrival.ts'

const facts = ['reason', 'who', 'calledAt', 'arrivedAt'] as const
type Given = GivenCorrection & { [Fact in (typeof facts)[number]]?: AppropriateAdultRow[Fact] | null | undefined } & { isAwaited?: boolean | null }

/** How the call of an appropriate adult is corrected, and their arrival. */
export const correctedAppropriateAdult: CorrectedPart<AppropriateAdultRow, Given> = {
  list: 'appropriateAdults',
  called: 'An appropriate adult',
  facts,
  find: findAppropriateAdultsOfEpisodes,
  update: updateAppropriateAdults,
  correct(row, given) {
    mustPermit(whyNotRecorded(given.arrivedAt || given.isAwaited ? row.arrivedAt : true))
    const awaited = given.isAwaited ? { arrivedAt: null, arrivalRecordedBy: null } : {}
    return { ...row, ...saidOf<AppropriateAdultRow, (typeof facts)[number]>(given, facts), ...awaited }
  },
  whyNot: whyNotHaveCalled,
  tell: (episode, row, { facts: changed }) => [
    ...(changed.some((fact) => fact !== 'arrivedAt') ? [callEvent(episode, row)] : []),
    ...(changed.includes('arrivedAt') ? [row.arrivedAt ? arrivalEvent(episode, row) : withdrawalEvent(episode, 'appropriate-adult-arrived', row.id)] : [])
  ],
  told: ({ arrivedAt }) => ['appropriate-adult-called', ...(arrivedAt ? (['appropriate-adult-arrived'] as const) : [])]
}
