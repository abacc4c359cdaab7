import { open, readdir, stat } from 'node:fs/promises'
import { basename, dirname, join } from 'node:path'
import { ConfigurationFault } from '@throughcare/kit/config'
import { withPackage, type FeedMapping } from './feed-mapping.rules.ts'
import { isKeptFile, isTableOf, ofOtherThings } from './feed-file.rules.ts'
import { readJson, readLines, type JsonReading } from './read-json.ts'
import { readPackage } from './read-feed-mapping.ts'
import { readTables } from './read-tables.ts'
import { unzip } from './unzip.ts'
import type { FeedItem, Remark } from './service-import.rules.ts'

/** A feed, read as its entries are asked for. */
export type Feed = {
  entries: AsyncIterable<FeedItem>
  /** True when the feed claims to hold its every service; known when all entries are read. */
  isWhole(): boolean
  /** What is to be said of its files as wholes; known when all entries are read. */
  remarks: Remark[]
  /** Takes away what was unpacked. */
  close?(): Promise<void>
}

/** Opens a feed: ORUK or HSDS JSON, one service a line, CSV files, or any of these in a folder or a zip. No more of it is held than one service. */
export async function readFeed(path: string, mapping: FeedMapping = {}): Promise<Feed> {
  const found = await stat(path).catch(() => null)
  if (!found) throw new ConfigurationFault('There is no file or folder of that name to import.')
  if (found.isDirectory()) return openFolder(path, mapping)
  const isZip = await isPacked(path)
  if (isZip || /\.zip$/i.test(path)) {
    const { folder, close } = await unzip(path)
    return openFolder(folder, mapping).then(
      (feed) => ({ ...feed, close }),
      async (error: unknown) => close().then(() => Promise.reject(error))
    )
  }
  if (/\.(csv|tsv|txt)$/i.test(path)) return openTables(dirname(path), [basename(path)], { ...mapping, files: { services: basename(path), ...mapping.files } })
  return openPages([path])
}

/** By its first bytes, whatever it is called: a zip; what is packed in another way is refused in a sentence. */
async function isPacked(path: string): Promise<boolean> {
  const file = await open(path)
  try {
    const { buffer } = await file.read(Buffer.alloc(4), 0, 4, 0)
    if (buffer.readUInt16BE(0) === 0x1f8b) throw new ConfigurationFault('The file is packed by gzip. Unpack it, and give what was in it.')
    return /^PK(\x03\x04|\x05\x06)/.test(buffer.toString('latin1'))
  } finally {
    await file.close()
  }
}

/** A folder holds tables, the saved pages of a list, or one service a line; in itself, or else in the folders inside it. */
async function openFolder(folder: string, given: FeedMapping): Promise<Feed> {
  const own = (await readdir(folder)).filter(isKeptFile)
  const files = own.every(isDescription) ? (await readdir(folder, { recursive: true })).filter(isKeptFile) : own
  const described = files.find(isDescription)
  const mapping =
    described === undefined
      ? given
      : withPackage(
          given,
          (await readPackage(join(folder, described))).filter(({ path }) => isAmong(files, path))
        )
  const pages = files.filter((file) => /\.(json|ndjson|jsonl)$/i.test(file) && file !== described)
  const isTabular = mapping.files !== undefined || pages.length === 0 || files.some((file) => isTableOf('services', file))
  if (isTabular) return openTables(folder, files, mapping)
  const inOrder = pages.sort(new Intl.Collator('en', { numeric: true }).compare)
  const others = inOrder.filter(ofOtherThings)
  const feed = openPages(inOrder.filter((page) => !ofOtherThings(page)).map((page) => join(folder, page)))
  feed.remarks.push(...others.map((page) => ({ line: 0, field: '', reason: `${page} is by its name no list of services, so it was passed over.` })))
  return feed
}

function isDescription(file: string): boolean {
  return basename(file).toLowerCase() === 'datapackage.json'
}

function isAmong(files: readonly string[], path: string): boolean {
  return files.some((file) => basename(file).toLowerCase() === basename(path).toLowerCase())
}

function openTables(folder: string, files: readonly string[], mapping: FeedMapping): Feed {
  const reading = { mapping, remarks: [] as Remark[], isWhole: true }
  return { entries: readTables(folder, files, reading), isWhole: () => reading.isWhole, remarks: reading.remarks }
}

/** The pages of one list, one after the other: whole when every page is there. */
function openPages(paths: readonly string[]): Feed {
  const counted: (number | null)[] = []
  const remarks: Remark[] = []
  const isAmongOthers = paths.length > 1
  async function* read() {
    let before = 0
    for (const path of paths) {
      const isLines = /\.(ndjson|jsonl)$/i.test(path)
      const reading: JsonReading = { remarks, isAmongOthers, pages: isLines ? 1 : null }
      for await (const entry of isLines ? readLines(path, reading) : readJson(path, reading)) {
        before += 1
        yield isLines && !isAmongOthers ? entry : { ...entry, line: before }
      }
      counted.push(reading.pages)
    }
  }
  const isWhole = () => counted.length === paths.length && counted.every((pages) => pages !== null && pages <= paths.length)
  return { entries: read(), isWhole, remarks }
}
