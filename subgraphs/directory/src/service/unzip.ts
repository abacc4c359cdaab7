import { createWriteStream } from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { basename, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import { openPromise } from 'yauzl'
import { ConfigurationFault } from '@throughcare/kit/config'

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
  let bytes = 0
  for await (const entry of archive.eachEntry()) {
    const name = basename(entry.fileName.replaceAll('\\', '/'))
    if (!/\.(csv|tsv|txt|json|ndjson|jsonl)$/i.test(name) || /^\._|__MACOSX/.test(entry.fileName) || name.startsWith('._')) continue
    bytes += entry.uncompressedSize
    if (bytes > mostBytes || names.size >= mostFiles) throw new ConfigurationFault('The zip holds more than a feed does, so it was not unpacked.')
    if (names.has(name.toLowerCase())) throw new ConfigurationFault('The zip holds two files of one name. Unpack it and give the folder that is meant.')
    names.add(name.toLowerCase())
    await pipeline(await archive.openReadStreamPromise(entry), createWriteStream(join(folder, name)))
  }
}
