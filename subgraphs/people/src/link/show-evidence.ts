import type { Context } from '../context.ts'
import { speaksOfPlaces, withoutPlaces, type Weighed } from './evidence.rules.ts'

type Showing = Pick<Context, 'principal' | 'loaders'>

/** Evidence as the caller may see it: what it says of places only where the places of all records it may be about are theirs to see; null: they are not known. */
export async function showEvidence(context: Showing, weighed: Weighed, about: () => Promise<readonly string[] | null>): Promise<Weighed> {
  if (!speaksOfPlaces(weighed)) return weighed
  const seen = await Promise.all(((await about()) ?? [null]).map((recordId) => recordId !== null && maySeePlaces(context, recordId)))
  return seen.every(Boolean) ? weighed : withoutPlaces(weighed)
}

async function maySeePlaces({ principal, loaders }: Showing, recordId: string): Promise<boolean> {
  const record = await loaders.record.load(recordId)
  if (!record) return false
  const isOwn = record.organisation === principal.organisation && record.service === principal.service
  return isOwn || (await loaders.location.load(recordId)) !== null
}
