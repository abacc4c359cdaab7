import { readdir, stat } from 'node:fs/promises'
import { join } from 'node:path'
import { StringDecoder } from 'node:string_decoder'
import { createInterface } from 'node:readline'
import { getManyValues, isMany } from 'stream-chain/defs.js'
import { Assembler } from 'stream-json/assembler.js'
import { jsonParser, type Token } from 'stream-json/parser.js'
import { ConfigurationFault } from '@throughcare/kit/config'
import { listsOfPage, readOutline, readService } from './feed-json.rules.ts'
import type { FeedMapping } from './feed-mapping.rules.ts'
import { readTables } from './read-tables.ts'
import { readText } from './read-text.ts'
import { unzip } from './unzip.ts'
import type { FeedEntry, Remark } from './service-import.rules.ts'

/** A feed, read as its entries are asked for. */
export type Feed = {
  /** Null where an element is no service. */
  entries: AsyncIterable<FeedEntry | null>
  /** True when the feed claims to hold its every service; known when all entries are read. */
  isWhole(): boolean
  /** What is to be said of its files as wholes; known when all entries are read. */
  remarks: Remark[]
  /** Takes away what was unpacked. */
  close?(): Promise<void>
}

/** Opens a feed: ORUK or HSDS JSON, one service a line, a folder of CSV files, or any of these in a zip. No more of it is held than one service. */
export async function readFeed(path: string, mapping: FeedMapping = {}): Promise<Feed> {
  const found = await stat(path).catch(() => null)
  if (!found) throw new ConfigurationFault('There is no file or folder of that name to import.')
  if (found.isDirectory()) return openFolder(path, mapping)
  if (/\.zip$/i.test(path)) {
    const { folder, close } = await unzip(path)
    return openFolder(folder, mapping).then(
      (feed) => ({ ...feed, close }),
      async (error: unknown) => close().then(() => Promise.reject(error))
    )
  }
  if (!/\.(ndjson|jsonl)$/i.test(path)) return openPages([path])
  const remarks: Remark[] = []
  return { entries: readLines(path, remarks), isWhole: () => true, remarks }
}

/** A folder holds tables, the saved pages of a list, or one service a line. */
async function openFolder(folder: string, mapping: FeedMapping): Promise<Feed> {
  const files = await readdir(folder)
  const lines = files.find((file) => /\.(ndjson|jsonl)$/i.test(file))
  if (lines && files.length === 1) return readFeed(join(folder, lines))
  const pages = files.filter((file) => /\.json$/i.test(file)).sort(new Intl.Collator('en', { numeric: true }).compare)
  const isTabular = pages.length === 0 || mapping.files !== undefined || files.some((file) => /^services?\.(csv|tsv|txt)$/i.test(file))
  if (!isTabular) return openPages(pages.map((page) => join(folder, page)))
  const remarks: Remark[] = []
  return { entries: readTables(folder, files, { mapping, remarks }), isWhole: () => true, remarks }
}

/** The pages of one list, one after the other: whole when every page is there. */
function openPages(paths: readonly string[]): Feed {
  const counted: (number | null)[] = []
  const remarks: Remark[] = []
  async function* read() {
    let before = 0
    for (const path of paths) {
      const { entries, pages } = openJson(path, remarks)
      for await (const entry of entries) {
        before += 1
        yield entry && { ...entry, line: before }
      }
      counted.push(pages())
    }
  }
  const isWhole = () => counted.length === paths.length && counted.every((pages) => pages !== null && pages <= paths.length)
  return { entries: read(), isWhole, remarks }
}

function openJson(path: string, remarks: Remark[]): { entries: AsyncIterable<FeedEntry | null>; pages(): number | null } {
  const outline: { pages: number | null } = { pages: null }
  async function* read() {
    const document = new Assembler()
    let count = 0
    for await (const tokens of readTokens(path, remarks)) {
      for (const token of tokens) {
        document.consume(token)
        for (const service of takeServices(document)) yield readService(service, (count += 1))
      }
    }
    if (!document.done || document.current === null) throw new ConfigurationFault(notJson)
    const { isService, pages } = readOutline(document.current)
    outline.pages = pages
    if (isService) yield readService(document.current, 1)
  }
  return { entries: read(), pages: () => outline.pages }
}

/** Takes the services out that are complete, so that the document does not grow with them. */
function takeServices(document: Assembler): unknown[] {
  const { current, depth } = document
  if (!Array.isArray(current) || current.length === 0) return []
  return depth === 1 || (depth === 2 && listsOfPage.includes(document.path[0])) ? current.splice(0) : []
}

const notJson = 'The file is not JSON. A feed of one service a line must end in .ndjson.'

/** What each piece of the file holds, all at once: a stream of single tokens takes ten times as long. */
async function* readTokens(path: string, remarks: Remark[]): AsyncGenerator<Token[]> {
  const parse = jsonParser({ streamValues: false })
  for await (const text of readPieces(path, remarks)) {
    try {
      const found = parse(text.replace(/^\uFEFF/, ''))
      if (isMany(found)) yield getManyValues(found) as Token[]
    } catch {
      throw new ConfigurationFault(notJson)
    }
  }
}

async function* readPieces(path: string, remarks: Remark[]): AsyncGenerator<string> {
  const text = await readText(path)
  remarks.push(...text.remarks)
  const decoder = new StringDecoder('utf8')
  for await (const piece of text.open() as AsyncIterable<Buffer | string>) yield typeof piece === 'string' ? piece : decoder.write(piece)
  yield decoder.end()
}

async function* readLines(path: string, remarks: Remark[]): AsyncGenerator<FeedEntry | null> {
  const text = await readText(path)
  remarks.push(...text.remarks)
  let line = 0
  for await (const row of createInterface({ input: text.open(), crlfDelay: Infinity })) {
    line += 1
    const written = row.replace(/^\uFEFF/, '')
    if (written.trim()) yield readService(parseJson(written), line)
  }
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return null
  }
}
