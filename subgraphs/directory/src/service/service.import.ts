import { randomUUID } from 'node:crypto'
import { basename, extname } from 'node:path'
import { londonDate, systemClock, type Clock } from '@throughcare/kit/clock'
import { takeStock } from '@throughcare/kit/db'
import { asImporter, importerOf, type Transact } from '../importer-rows.ts'
import { findNeeds } from '../need/need.store.ts'
import { findAllPlaces } from '../place/place.store.ts'
import { readFeed } from './read-feed.ts'
import { readFeedMapping } from './read-feed-mapping.ts'
import { findAreas } from '../position/position.store.ts'
import { plainText } from './feed-text.rules.ts'
import { fieldsWithoutPlace } from './feed-fields.rules.ts'
import { cleanEntry, whyNotWithdraw, type CleanEntry, type FeedItem, type Known, type Remark } from './service-import.rules.ts'
import { findListedOfFeed } from './service.store.ts'
import { withdrawServices } from './withdraw-services.ts'
import { serviceIdOf, toCandidate, type Candidate, type Writing } from './write-entries.ts'
import { writeOrRefuse } from './write-or-refuse.ts'

export type DirectoryImport = {
  /** A JSON or ndjson file, a folder of CSV files or saved pages, or a zip of them. */
  path: string
  url: string
  /** The feed's name; that of the file or folder if left out. Ids and withdrawals are within one feed. */
  feed?: string
  /** The file that says how another system's tables are read; see feed-mapping.rules.ts. */
  mapping?: string
  dryRun?: boolean
  clock?: Clock
}

export type ImportOutcome = {
  read: number
  added: number
  changed: number
  unchanged: number
  withdrawn: number
  rejected: Remark[]
  warnings: Remark[]
}

const chunkSize = 500

/** Takes a directory feed in, chunk by chunk. The same feed again changes nothing. */
export async function importDirectory(options: DirectoryImport): Promise<ImportOutcome> {
  const { path, url, dryRun: isDryRun = false, clock = systemClock } = options
  const feed = options.feed ?? basename(path, extname(path))
  const mapping = options.mapping === undefined ? {} : await readFeedMapping(options.mapping)
  const { entries, isWhole, remarks, close } = await readFeed(path, mapping)
  const principal = importerOf('directory')
  const importing = asImporter(url, principal, async (transact) => {
    const today = londonDate(clock.now())
    const known = await transact(async (tx) => ({ needs: await findNeeds(tx), areas: await findAreas(tx), today }))
    const places = await transact((tx) => findAllPlaces(tx))
    const writing: Writing = { feed, principal, clock, requestId: randomUUID(), places, isDryRun }
    const outcome: ImportOutcome = { read: 0, added: 0, changed: 0, unchanged: 0, withdrawn: 0, rejected: [], warnings: [] }
    const listing: Listing = { met: new Map(), present: new Set(), unplaced: new Map() }
    const write = async (chunk: readonly Candidate[]) => {
      const written = await writeOrRefuse(transact, writing, chunk)
      for (const count of ['added', 'changed', 'unchanged'] as const) outcome[count] += written[count]
      outcome.rejected.push(...written.rejected)
      outcome.warnings.push(...written.warnings)
    }
    let chunk: Candidate[] = []
    // While the database writes a chunk the next is read.
    let written = Promise.resolve()
    try {
      for await (const entry of entries) {
        const candidate = toListed(feed, entry, { known, listing, outcome })
        if (candidate) chunk.push(candidate)
        if (chunk.length < chunkSize) continue
        await written
        written = write(chunk)
        written.catch(() => {})
        chunk = []
      }
    } finally {
      await written
    }
    if (chunk.length > 0) await write(chunk)
    outcome.warnings = [...remarks, ...outcome.warnings, ...unplacedIn(listing)]
    if (isWhole()) await withdrawMissing(transact, writing, { present: listing.present, outcome })
    return outcome
  })
  const outcome = await importing.finally(() => close?.())
  if (!isDryRun) await takeStock(url, 'directory', outcome.added + outcome.changed)
  return outcome
}

/** Ids met in the feed, of entries that were taken (with what they say) and of all it lists; and in how many entries a field has no place here. */
type Listing = { met: Map<string, string>; present: Set<string>; unplaced: Map<string, number> }

/** An entry as it is to be written, or null where it is refused. */
function toListed(feed: string, entry: FeedItem, { known, listing, outcome }: { known: Known; listing: Listing; outcome: ImportOutcome }): Candidate | null {
  const refuse = (remark: Remark) => {
    outcome.rejected.push(remark)
    return null
  }
  outcome.read += 1
  if (!('service' in entry)) return refuse(entry)
  const ownId = plainText(entry.service.id)
  if (ownId !== null) listing.present.add(serviceIdOf(feed, ownId))
  const cleaned = cleanEntry(entry, known)
  if ('fault' in cleaned) return refuse(cleaned.fault)
  for (const field of fieldsWithoutPlace(entry.service)) listing.unplaced.set(field, (listing.unplaced.get(field) ?? 0) + 1)
  const candidate = toOwnCandidate(feed, entry.line, { ownId, clean: cleaned.clean, listing })
  if (listing.met.has(candidate.id)) {
    // As in the validator's own list, which holds one service 128 times.
    outcome.unchanged += 1
    outcome.warnings.push({ line: entry.line, field: 'id', reason: 'The feed has a service of this id further up; what it said there was taken.' })
    return null
  }
  listing.met.set(candidate.id, candidate.digest)
  listing.present.add(candidate.id)
  outcome.warnings.push(...cleaned.warnings)
  return candidate
}

/**
 * An entry under its own id. One that has none goes by its name and its organisation; where another of the feed is called so too and says
 * something else, by where it is given or, last, by all that it says.
 */
function toOwnCandidate(feed: string, line: number, { ownId, clean, listing }: { ownId: string | null; clean: CleanEntry; listing: Listing }): Candidate {
  const name = `${clean.name}\n${clean.organisation?.name ?? ''}`
  const first = toCandidate(feed, line, { sourceId: ownId ?? name, clean })
  const isAnother = (candidate: Candidate) => (listing.met.get(candidate.id) ?? candidate.digest) !== candidate.digest
  if (ownId !== null || !isAnother(first)) return first
  const where = clean.sites.map(({ postcode, address }) => `${postcode ?? ''} ${address ?? ''}`).join('\n')
  const second = toCandidate(feed, line, { sourceId: `${name}\n${where}`, clean })
  return isAnother(second) ? toCandidate(feed, line, { sourceId: `${name}\n${first.digest}`, clean }) : second
}

/** What is said once of the feed, not of every entry. */
function unplacedIn({ unplaced }: Listing): Remark[] {
  const reason = (count: number) => `The directory has no place for this, so it was left out of ${count === 1 ? 'one entry' : `${count} entries`}.`
  return [...unplaced].map(([field, count]) => ({ line: 0, field, reason: reason(count) }))
}

/** Withdraws what the feed listed and no longer does. An entry that was refused this time is listed still. */
async function withdrawMissing(transact: Transact, writing: Writing, { present, outcome }: { present: ReadonlySet<string>; outcome: ImportOutcome }) {
  const listed = await transact((tx) => findListedOfFeed(tx, writing.feed))
  const missing = listed.filter(({ id, isKeptHere }) => !present.has(id) && !isKeptHere).map(({ id }) => id)
  const whyNot = missing.length > 0 ? whyNotWithdraw(listed.length, missing.length) : null
  if (whyNot) return void outcome.warnings.push({ line: 0, field: '', reason: whyNot })
  for (let start = 0; start < missing.length; start += chunkSize) {
    const chunk = missing.slice(start, start + chunkSize)
    outcome.withdrawn += writing.isDryRun ? chunk.length : await transact((tx) => withdrawServices(tx, writing, chunk))
  }
}
