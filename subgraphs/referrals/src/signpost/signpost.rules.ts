import type { SignpostRow } from './signpost.store.ts'

// Each rule answers why not, in a sentence for a practitioner, or null.

/** Why nothing more is written down of a signpost, nor is it taken back once more. */
export function whyNotAnswer({ withdrawnAt }: Pick<SignpostRow, 'withdrawnAt'>): string | null {
  return withdrawnAt ? 'This signpost was recorded in error and taken back. If the person was told of the service after all, record that again.' : null
}

/** Someone who had not gone when asked may have gone since; the other way round nothing can change. */
export function whyNotRecordTakeUp(
  { takenUp: standing, withdrawnAt }: Pick<SignpostRow, 'takenUp' | 'withdrawnAt'>,
  takenUp: NonNullable<SignpostRow['takenUp']>
): string | null {
  const whyNot = whyNotAnswer({ withdrawnAt })
  if (whyNot) return whyNot
  if (standing === 'TAKEN_UP') return 'It is already recorded that the person took this up.'
  return standing === takenUp ? 'It is already recorded that the person had not taken this up.' : null
}
