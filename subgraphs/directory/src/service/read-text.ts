import { createReadStream } from 'node:fs'
import { basename } from 'node:path'
import { Readable } from 'node:stream'
import { ConfigurationFault } from '@throughcare/kit/config'
import { charsetOf, markOf, openCount, type Charset } from './charset.rules.ts'
import type { Remark } from './service-import.rules.ts'

/** A text file whose character set is known. */
export type TextFile = {
  /** The text, piece by piece; where it is UTF-8 the bytes themselves, which a parser takes in faster. */
  open(): Readable
  label: Charset['label']
  /** What is to be said of the file as a whole. */
  remarks: Remark[]
}

/** Looks through a file for its character set. Stops with a sentence where that cannot be told: what is misread would be stored. */
export async function readText(path: string): Promise<TextFile> {
  const charset = await findCharset(path)
  if (typeof charset === 'string') throw new ConfigurationFault(`The file ${basename(path)} ${charset}. Save it as UTF-8, then import it again.`)
  const { label, isBroken } = charset
  const open = () => (label === 'utf-8' ? createReadStream(path) : Readable.from(decode(path, label)))
  return { open, label, remarks: remarksOf(basename(path), { label, isBroken }) }
}

function remarksOf(name: string, { label, isBroken }: Charset): Remark[] {
  const of = (reason: string): Remark[] => [{ line: 0, field: '', reason }]
  if (label === 'windows-1252') return of(`${name} is not UTF-8; it was read as Windows-1252, as Excel saves a CSV. Save it as UTF-8 if letters look wrong.`)
  return isBroken ? of(`${name} is UTF-8 in which characters are broken; where they stand, � was kept.`) : []
}

async function findCharset(path: string): Promise<Charset | string> {
  const count = openCount()
  let isFirst = true
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) {
    const mark = isFirst ? markOf(piece) : null
    if (mark) return mark
    isFirst = false
    count.add(piece)
  }
  return charsetOf(count.end())
}

async function* decode(path: string, label: string): AsyncGenerator<string> {
  const decoder = new TextDecoder(label)
  for await (const piece of createReadStream(path) as AsyncIterable<Buffer>) yield decoder.decode(piece, { stream: true })
  yield decoder.decode()
}
