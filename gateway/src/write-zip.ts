import { createReadStream, createWriteStream, type WriteStream } from 'node:fs'
import { once } from 'node:events'
import { stat } from 'node:fs/promises'
import { crc32, createDeflateRaw } from 'node:zlib'

/** A file of an archive, packed as it is written. */
export type Packed = { name: string; path: string; size: number; packedSize: number; checksum: number }

/** Begins a file of an archive, packed into one of its own at `path` until the archive is put together. */
export function openPacked(name: string, path: string) {
  const packer = createDeflateRaw()
  const written: WriteStream = packer.pipe(createWriteStream(path))
  let [size, checksum] = [0, 0]
  return {
    async write(text: string): Promise<void> {
      const bytes = Buffer.from(text)
      size += bytes.length
      checksum = crc32(bytes, checksum)
      if (!packer.write(bytes)) await once(packer, 'drain')
    },
    async end(): Promise<Packed> {
      packer.end()
      await once(written, 'close')
      return { name, path, size, packedSize: (await stat(path)).size, checksum }
    }
  }
}

/** An archive of packed files, piece by piece (APPNOTE 6.3.3, sections 4.3.7, 4.3.12 and 4.3.16). It bears no times: the same files are the same bytes. */
export async function* zipOf(files: readonly Packed[]): AsyncGenerator<Buffer> {
  const places: Buffer[] = []
  let offset = 0
  for (const file of files) {
    const [name, fields] = [Buffer.from(file.name), fieldsOf(file)]
    const header = Buffer.concat([Buffer.from('PK\x03\x04', 'latin1'), fields, name])
    const place = Buffer.alloc(14)
    place.writeUInt32LE(offset, 10)
    places.push(Buffer.concat([Buffer.from('PK\x01\x02\x14\x00', 'latin1'), fields, place, name]))
    offset += header.length + file.packedSize
    yield header
    yield* createReadStream(file.path) as AsyncIterable<Buffer>
  }
  const list = Buffer.concat(places)
  const end = Buffer.alloc(18)
  end.writeUInt16LE(files.length, 4)
  end.writeUInt16LE(files.length, 6)
  end.writeUInt32LE(list.length, 8)
  end.writeUInt32LE(offset, 12)
  yield Buffer.concat([list, Buffer.from('PK\x05\x06', 'latin1'), end])
}

/** What the header of a file and its line in the list both say: version, deflated, names in UTF-8, 1 January 1980, checksum, sizes, length of the name. */
function fieldsOf({ name, size, packedSize, checksum }: Packed): Buffer {
  const fields = Buffer.alloc(26)
  fields.writeUInt16LE(20, 0)
  fields.writeUInt16LE(0x0800, 2)
  fields.writeUInt16LE(8, 4)
  fields.writeUInt16LE(0x21, 8)
  fields.writeUInt32LE(checksum, 10)
  fields.writeUInt32LE(packedSize, 14)
  fields.writeUInt32LE(size, 18)
  fields.writeUInt16LE(Buffer.byteLength(name), 22)
  return fields
}
