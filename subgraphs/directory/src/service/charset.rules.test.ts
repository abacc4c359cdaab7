import { charsetOf, markOf, openCount } from './charset.rules.ts'

/** What a file is read as, told whole and told a byte at a time. */
function told(bytes: Buffer) {
  const [whole, bytewise] = [openCount(), openCount()]
  whole.add(bytes)
  for (const byte of bytes) bytewise.add(Uint8Array.of(byte))
  const answers = [charsetOf(whole.end()), charsetOf(bytewise.end())]
  expect(answers[1]).toEqual(answers[0])
  return answers[0]
}

const utf8 = { label: 'utf-8', isBroken: false }
const broken = { label: 'utf-8', isBroken: true }
const windows = { label: 'windows-1252', isBroken: false }

test.each([
  ['plain ASCII', Buffer.from('id,name\n1,Refuge\n'), utf8],
  ['nothing', Buffer.alloc(0), utf8],
  ['UTF-8', Buffer.from('Café – Ġgantija 😀'), utf8],
  ['UTF-8 in which one character was cut', Buffer.concat([Buffer.from('Café, crêpe '), Buffer.of(0xc3), Buffer.from(' house')]), broken],
  ['UTF-8 in which as many were cut as are whole', Buffer.concat([Buffer.from('é'), Buffer.of(0xe9)]), broken],
  ['a pound and a dash as Excel saves them', Buffer.of(0xa3, 0x35, 0x20, 0x96, 0x20, 0x39), windows],
  ['Windows-1252 with a pair that could be UTF-8', Buffer.of(0xc2, 0xa3, 0x20, 0xe9, 0x20, 0xe8, 0x20, 0x92), windows],
  ['a byte that Windows-1252 does not have', Buffer.of(0x63, 0x81, 0x20, 0x8d), 'is neither UTF-8 nor Windows-1252'],
  ['UTF-16 without its mark', Buffer.from('id,name', 'utf16le'), 'holds zero bytes, as UTF-16 without its mark does']
])('%s', (_, bytes, expected) => {
  expect(told(bytes)).toEqual(expected)
})

test.each([
  ['little-endian', Buffer.of(0xff, 0xfe, 0x69, 0x00), { label: 'utf-16le', isBroken: false }],
  ['big-endian', Buffer.of(0xfe, 0xff, 0x00, 0x69), { label: 'utf-16be', isBroken: false }],
  ['UTF-8 with its own mark, which is no other', Buffer.from('\uFEFFid'), null],
  ['nothing', Buffer.alloc(0), null]
])('the mark of UTF-16, %s', (_, bytes, expected) => {
  expect(markOf(bytes)).toEqual(expected)
})
