import { mustPermit, refuse } from '@throughcare/kit/errors'
import { readPage, toConnection, type Connection, type PageArguments } from '@throughcare/kit/page'
import type { Context } from '../context.ts'
import { addressKindOf, canonicalPostcode } from '../identity-record/address.rules.ts'
import { whyNotName } from '../identity-record/given.rules.ts'
import { checkIdentifier, type IdentifierType } from '../identity-record/identifier.rules.ts'
import { blockingKeys, slipKeys } from '../link/blocking.rules.ts'
import type { FieldEvidence } from '../link/compare.rules.ts'
import { normaliseIdentity, type ComparableIdentity } from '../link/identity.rules.ts'
import { findBeliefs, findPersonsOf, findUnplacedBeliefs } from '../link/link.store.ts'
import { findSharing } from '../link/match-key.store.ts'
import { linksSeen } from '../link/seen-link.store.ts'
import { toComparable } from '../link/to-comparable.rules.ts'
import type { PersonView } from './person.rules.ts'
import { mostHits, narrow, rankHits, type Hit } from './search.rules.ts'

export type PeopleFilter = {
  identifier?: { type: IdentifierType; value: string } | null
  givenName?: string | null
  familyName?: string | null
  birthDate?: string | null
  postcode?: string | null
}

type PersonHit = Hit & { personId: string }
type Found = PersonView & { why: FieldEvidence[] }
type PeopleConnection = { edges: { cursor: string; node: PersonView; why: FieldEvidence[] }[]; pageInfo: Connection<unknown>['pageInfo']; isTooMany: boolean }

/**
 * People by identifier, or by what is known of them with slips forgiven, among those the caller may read, best match first. At most
 * twenty; of more it says only that they are too many. Refuses to list people by less than two facts.
 */
export async function findPeople(context: Context, where: PeopleFilter, { first = mostHits, after }: PageArguments): Promise<PeopleConnection> {
  const page = readPage({ first: Math.min(first ?? mostHits, mostHits), after })
  const wanted = toWanted(where, context.clock.now().getFullYear())
  const { hits, isTooMany } = await findHits(context, where, wanted)
  const found = await readPersons(context, hits)
  const start = page.after ? found.findIndex((person) => person.id === page.after?.[0]) + 1 : 0
  const { edges, pageInfo } = toConnection(found.slice(start, start + page.limit + 1), page, (person) => [person.id])
  return { edges: edges.map(({ cursor, node }) => ({ cursor, node, why: node.why })), pageInfo, isTooMany }
}

/** Those who fit, as far as they are shown. By names alone there is nothing else to meet by, so where nobody is found a slip in one of them is looked for. */
async function findHits(context: Context, { identifier, birthDate, postcode }: PeopleFilter, wanted: ComparableIdentity) {
  const look = async (keys: readonly string[], most?: number) => {
    const { recordIds, isCut } = await findSharing(context.db, keys, most)
    const read = postcode ? findBeliefs : findUnplacedBeliefs
    const beliefs = (await read(context.db, recordIds)).map((belief) => toComparable(belief.id, belief))
    // A postcode leads to those who live there, seen or not: only what the caller reads of a record may find it, or they could ask where somebody lives.
    const asked = new Set(keys)
    const records = postcode ? beliefs.filter((belief) => blockingKeys(belief).some((key) => asked.has(key))) : beliefs
    return { narrowed: narrow(await bestOfPersons(context, identifier ? holding(wanted, records) : rankHits(wanted, records))), isCut }
  }
  const { narrowed, isCut } = await look(blockingKeys(wanted))
  const isNobody = narrowed?.length === 0 && !isCut
  const hits = isNobody && !identifier && !birthDate && !postcode ? (await look(slipKeys(wanted), mostRecordsOfSlip)).narrowed : narrowed
  return { hits: hits ?? [], isTooMany: hits === null || (isCut && hits.length === 0) }
}

// A search by a slip looks under hundreds of keys, so those that many share are left out.
const mostRecordsOfSlip = 20

/** The best hit of each person. What is known of them is read of those alone that are shown. */
async function bestOfPersons({ db }: Context, hits: readonly Hit[]): Promise<PersonHit[]> {
  const recordIds = hits.map(({ recordId }) => recordId)
  const personOf = await findPersonsOf(db, recordIds, linksSeen)
  const best = new Map<string, PersonHit>()
  for (const hit of hits) {
    const personId = personOf.get(hit.recordId)
    if (personId && !best.has(personId)) best.set(personId, { ...hit, personId })
  }
  return [...best.values()]
}

async function readPersons({ loaders }: Context, hits: readonly PersonHit[]): Promise<Found[]> {
  const persons = await loaders.person.loadMany(hits.map(({ personId }) => personId))
  return persons.flatMap((person, place) => {
    if (person instanceof Error) throw person
    return person ? [{ ...person, why: hits[place]?.why ?? [] }] : []
  })
}

/** The records that hold the very identifier. */
function holding({ identifiers: [wanted] }: ComparableIdentity, records: readonly ComparableIdentity[]): Hit[] {
  return records
    .filter(({ identifiers }) => identifiers.some(({ type, value }) => type === wanted?.type && value === wanted.value))
    .map(({ id }) => ({ recordId: id, weight: 0, why: [{ field: wanted?.type ?? '', outcome: 'match', level: 'exact', weight: 0 }] }))
}

function toWanted({ identifier, givenName, familyName, birthDate, postcode }: PeopleFilter, year: number): ComparableIdentity {
  if (identifier) {
    const checked = checkIdentifier(identifier.type, identifier.value, year)
    if ('fault' in checked) refuse('BAD_USER_INPUT', checked.fault, { field: 'where.identifier' })
    return normaliseIdentity({ id: 'wanted', names: [], identifiers: [{ type: identifier.type, value: checked.value }] })
  }
  const place = postcode?.trim() ? canonicalPostcode(postcode) : undefined
  if (place === null || (place && !place.includes(' ')))
    refuse('BAD_USER_INPUT', 'This is not a postcode. Give it whole, such as BB1 1AA.', { field: 'where.postcode' })
  const [given, family] = [givenName?.trim(), familyName?.trim()]
  mustPermit(whyNotName({ given: given || 'Unknown', family: family || 'Unknown' }))
  if ([given, family, birthDate, place].filter(Boolean).length < 2)
    refuse('BAD_USER_INPUT', 'Search by an identifier, or by two of given name, family name, date of birth and postcode together.', { field: 'where' })
  return normaliseIdentity({
    id: 'wanted',
    names: given || family ? [{ given, family }] : [],
    birthDates: birthDate ? [{ date: birthDate }] : [],
    postcodes: place ? [{ value: place, kind: addressKindOf(place) === 'HOME' ? 'ORDINARY' : 'PRISON' }] : []
  })
}
