import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { openPromise } from 'yauzl'
import { ConfigurationFault } from '@throughcare/kit/config'
import { isKeptFile, isTableOf } from './feed-file.rules.ts'
import { fileNames, type TableName } from './feed-tabular.rules.ts'

/** What an archive may come to: a small file that unpacks to more is one made to fill a disk. */
const mostBytes = 4 * 1024 ** 3
const mostFiles = 10_000

/** Unpacks the tables and pages of a zip into a folder of its own, whatever folders it has inside: no name in it decides where a file goes. */
export async function unzip(path: string): Promise<{ folder: string; close(): Promise<void> }> {
  const folder = await mkdtemp(join(tmpdir(), 'throughcare-unpacked-'))
  const close = () => rm(folder, { recursive: true, force: true })
  try {
    await unpack(path, folder)
    return { folder, close }
  } catch (error) {
    await close()
    if (error instanceof ConfigurationFault) throw error
    throw new ConfigurationFault('The zip cannot be read: it is broken, or encrypted. Unpack it yourself and give the folder.')
  }
}

async function unpack(path: string, folder: string): Promise<void> {
  const archive = await openPromise(path)
  const names = new Set<string>()
  let [bytes, isNested] = [0, false]
  for await (const entry of archive.eachEntry()) {
    if (entry.fileName === '[Content_Types].xml')
      throw new ConfigurationFault('The file is a workbook of Excel. Save each of its sheets as CSV, and give the folder.')
    isNested ||= /\.zip$/i.test(entry.fileName)
    if (!isKeptFile(entry.fileName)) continue
    bytes += entry.uncompressedSize
    if (bytes > mostBytes || names.size >= mostFiles) throw new ConfigurationFault('The zip holds more than a feed does, so it was not unpacked.')
    const name = nameIn(entry.fileName, names)
    if (name) await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(join(folder, name)))
  }
  if (isNested && [...names].every((name) => name.endsWith('.txt')))
    throw new ConfigurationFault('The zip holds another zip, and nothing else of a feed. Unpack it, and give the one inside.')
}

/** What a file is called once it is unpacked: pages of one name keep their folders in it, and of notes one is enough. */
function nameIn(path: string, names: Set<string>): string | null {
  const parts = path.split(/[\\/]+/).filter((part) => part !== '' && part !== '..' && part !== '.')
  const [whole, short] = [parts.join(' - '), parts.at(-1) ?? '']
  const isTaken = names.has(short.toLowerCase())
  const isTable = Object.keys(fileNames).some((table) => isTableOf(table as TableName, short)) || /\.(csv|tsv)$/i.test(short)
  if (isTaken && isTable) throw new ConfigurationFault('The zip holds two files of one name. Unpack it and give the folder that is meant.')
  if (isTaken && /\.txt$/i.test(short)) return null
  const name = isTaken ? whole : short
  names.add(name.toLowerCase())
  return name
}
