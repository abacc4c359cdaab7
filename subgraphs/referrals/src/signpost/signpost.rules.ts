import type { SignpostRow } from './signpost.store.ts'

// Each rule answers why not, in a sentence for a practitioner, or null.

export function whyNotSignpost(toldAt: Date, now: Date): string | null {
  return toldAt > now ? 'The signpost lies in the future. Give the time at which the person was told.' : null
}

/** Someone who had not gone when asked may have gone since; the other way round nothing can change. */
export function whyNotRecordTakeUp({ takenUp: standing }: Pick<SignpostRow, 'takenUp'>, takenUp: NonNullable<SignpostRow['takenUp']>): string | null {
  if (standing === 'TAKEN_UP') return 'It is already recorded that the person took this up.'
  return standing === takenUp ? 'It is already recorded that the person had not taken this up.' : null
}
