import type { EpisodeChangeRow } from '@throughcare/kit/episode-history'
import type { Context } from '../context.ts'
import { mayKnowWhereTheySlept } from '../release/may-know-where-they-slept.ts'

type Told = Omit<EpisodeChangeRow['corrections'][number], 'partId'> & { partId: string | null }

/** What was written over, without where the person slept where that is withheld from the caller. */
export async function findCorrections(context: Context, change: EpisodeChangeRow): Promise<Told[]> {
  const corrections = change.corrections.map((one) => ({ ...one, partId: one.partId ?? null }))
  if (!corrections.some(isOfPlace) || (await mayKnowWhereTheySlept(context, change))) return corrections
  return corrections.map((one) => (isOfPlace(one) ? { ...one, oldValue: null, newValue: null } : one))
}

function isOfPlace({ field }: Told): boolean {
  return field === 'sleptAt'
}
