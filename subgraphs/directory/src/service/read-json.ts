import { basename } from 'node:path'
import { createInterface } from 'node:readline'
import { StringDecoder } from 'node:string_decoder'
import { getManyValues, isMany } from 'stream-chain/defs.js'
import { Assembler } from 'stream-json/assembler.js'
import { jsonParser, type Token } from 'stream-json/parser.js'
import { ConfigurationFault } from '@throughcare/kit/config'
import { isNoPage, isListOfPage, readOutline, servicesIn } from './feed-json.rules.ts'
import { readText } from './read-text.ts'
import type { FeedItem, Remark } from './service-import.rules.ts'

/** What is learnt of a JSON file as it is read. */
export type JsonReading = {
  remarks: Remark[]
  /** True where other files are read with it: one thing alone that is no service is passed over then. */
  isAmongOthers: boolean
  /** How many such files hold the feed's every service; null where that is not claimed. Known at the end. */
  pages: number | null
}

const notJson = 'The file is not JSON. If it is one service a line, let its name end in .ndjson.'
const brokenOff = 'From here on the file is not JSON, or it breaks off: what follows was not read. Get it whole, and import it again.'

/** Reads a JSON file: a service, a list, a page, or several of these one after the other. No more of it is held than one service. */
export async function* readJson(path: string, reading: JsonReading): AsyncGenerator<FeedItem> {
  const document = new Assembler()
  let [count, ends] = [0, 0]
  try {
    for await (const tokens of readTokens(path, reading.remarks)) {
      for (const token of tokens) {
        if (document.done && token.name.endsWith('Value')) throw new ConfigurationFault(notJson)
        document.consume(token)
        for (const service of takeServices(document)) yield* servicesIn(service, (count += 1))
        if (!document.done) continue
        ends += 1
        if (isService(document.current, path, { reading, ends })) yield* servicesIn(document.current, (count += 1))
      }
    }
    if (!document.done) throw new ConfigurationFault(notJson)
    if (ends === 0) sayEmpty(path, reading)
  } catch (error) {
    if (!(error instanceof ConfigurationFault) || count === 0) throw error
    // What stood before the fault is taken: the fault is one row, refused.
    reading.pages = null
    yield { line: count + 1, field: '', reason: brokenOff }
  }
}

/** An empty file is no feed; one of several pages may be. */
function sayEmpty(path: string, { remarks, isAmongOthers }: Omit<JsonReading, 'pages'>): void {
  const reason = `${basename(path)} is empty.`
  if (!isAmongOthers) throw new ConfigurationFault(reason)
  remarks.push({ line: 0, field: '', reason })
}

/** Notes what a file's outermost value says of the feed; true where it is a service by itself. */
function isService(outermost: unknown, path: string, { reading, ends }: { reading: JsonReading; ends: number }): boolean {
  const { isAlone, pages } = readOutline(outermost)
  // Services one after the other are a whole feed, a single one is not.
  reading.pages = isAlone && ends > 1 ? 1 : pages
  const isPassedOver = isAlone && reading.isAmongOthers && isNoPage(outermost)
  if (isPassedOver) reading.remarks.push({ line: 0, field: '', reason: `${basename(path)} holds no services, so it was passed over.` })
  return isAlone && !isPassedOver
}

/** Takes the services out that are complete, so that the document does not grow with them. */
function takeServices(document: Assembler): unknown[] {
  const { current, depth } = document
  if (!Array.isArray(current) || current.length === 0) return []
  return isListOfPage(document.path.slice(0, depth - 1)) ? current.splice(0) : []
}

/** What each piece of the file holds, all at once: a stream of single tokens takes ten times as long. */
async function* readTokens(path: string, remarks: Remark[]): AsyncGenerator<Token[]> {
  const parse = jsonParser({ streamValues: false, jsonStreaming: true })
  let isBegun = false
  for await (const text of readPieces(path, remarks)) {
    try {
      const found = parse(isBegun ? text : text.replace(/^\uFEFF/, ''))
      isBegun ||= text !== ''
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

/** One service a line; a list in a line is its services. */
export async function* readLines(path: string, reading: Omit<JsonReading, 'pages'>): AsyncGenerator<FeedItem> {
  const text = await readText(path)
  reading.remarks.push(...text.remarks)
  let [line, rows] = [0, 0]
  for await (const row of createInterface({ input: text.open(), crlfDelay: Infinity })) {
    line += 1
    const written = row.replace(/^\uFEFF/, '').trim()
    if (written === '') continue
    rows += 1
    const value = parseJson(written)
    if (value === undefined) yield { line, field: '', reason: 'This line is not JSON: it breaks off, or is not one service.' }
    else for (const item of Array.isArray(value) ? (value as unknown[]) : [value]) yield* servicesIn(item, line)
  }
  if (rows === 0) sayEmpty(path, reading)
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
