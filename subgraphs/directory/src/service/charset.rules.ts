/** How the bytes of a file are read: by its name for a decoder, and whether characters are lost by it. */
export type Charset = { label: 'utf-8' | 'utf-16le' | 'utf-16be' | 'windows-1252'; isBroken: boolean }

/** What the bytes of a file come to: counted piece by piece. */
export type Count = { isUtf8: boolean; zeros: number; whole: number; stray: number; unassigned: number }

/** The mark at the start of a file that says it is UTF-16. */
export function markOf([first, second]: Uint8Array): Charset | null {
  if (first === 0xff && second === 0xfe) return { label: 'utf-16le', isBroken: false }
  return first === 0xfe && second === 0xff ? { label: 'utf-16be', isBroken: false } : null
}

/**
 * The character set of a file without such a mark, or why it cannot be told. A file that is no UTF-8 is either UTF-8 in which some
 * characters were lost, where most of what is beyond ASCII still comes out whole, or Windows-1252, as Excel saves a CSV, where next to
 * nothing does. Bytes to which Windows-1252 assigns no character (81, 8D, 8F, 90, 9D) tell that it is neither.
 */
export function charsetOf({ isUtf8, zeros, whole, stray, unassigned }: Count): Charset | string {
  if (zeros > 0) return 'holds zero bytes, as UTF-16 without its mark does'
  if (isUtf8) return { label: 'utf-8', isBroken: false }
  if (whole >= stray) return { label: 'utf-8', isBroken: true }
  return unassigned === 0 ? { label: 'windows-1252', isBroken: false } : 'is neither UTF-8 nor Windows-1252'
}

const sequence = /[\xc2-\xdf][\x80-\xbf]|[\xe0-\xef][\x80-\xbf]{2}|[\xf0-\xf4][\x80-\xbf]{3}/g

/** Opens a count of bytes: pieces in, and what all of them come to. */
export function openCount(): { add(piece: Uint8Array): void; end(): Count } {
  const count: Count = { isUtf8: true, zeros: 0, whole: 0, stray: 0, unassigned: 0 }
  const decoder = new TextDecoder('utf-8', { fatal: true })
  let held = ''
  const decode = (piece?: Uint8Array) => {
    try {
      decoder.decode(piece, { stream: piece !== undefined })
    } catch {
      count.isUtf8 = false
    }
  }
  const tally = (text: string) => {
    const rest = text.replace(sequence, () => {
      count.whole += 1
      return ''
    })
    count.stray += rest.match(/[\x80-\xff]/g)?.length ?? 0
    count.unassigned += text.match(/[\x81\x8d\x8f\x90\x9d]/g)?.length ?? 0
    count.zeros += text.match(/\0/g)?.length ?? 0
  }
  return {
    add(piece) {
      if (count.isUtf8) decode(piece)
      // A sequence may begin in one piece and end in the next.
      const text = held + Buffer.from(piece).toString('latin1')
      held = text.match(/[\x80-\xff]{1,3}$/)?.[0] ?? ''
      tally(text.slice(0, text.length - held.length))
    },
    end() {
      if (count.isUtf8) decode()
      tally(held)
      return count
    }
  }
}
