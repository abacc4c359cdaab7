import { SignJWT } from 'jose'
import { mkdtempSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { makeKeyFile } from '@throughcare/kit/signature'
import { openLinkKey, readLink, signLink } from './sign-link.ts'

const key = openLinkKey()
const link = { id: '6b0f7a52-3a54-4a64-9a53-6f0f5f2b9a01', serviceId: '0e1c7c2f-7d1b-4a8e-8f0a-1d2c3b4a5f60', expiresAt: new Date('2026-12-26T12:00:00Z') }

describe('a link as it is sent', () => {
  test('says which link, of which service and until when, and is the same however often it is signed', async () => {
    const token = await signLink(key, link)

    expect(await readLink(key, token)).toEqual(link)
    expect(await signLink(key, link)).toBe(token)
    expect(token).toMatch(/^[\w.-]{1,400}$/)
  })

  test('with any one letter changed it is none', async () => {
    const token = await signLink(key, link)
    const altered = [...token].map((letter, place) => `${token.slice(0, place)}${letter === 'B' ? 'A' : 'B'}${token.slice(place + 1)}`)
    const lastChanged = [...'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_'].map((letter) => token.slice(0, -1) + letter)

    const read = await Promise.all([...altered, ...lastChanged].filter((text) => text !== token).map((text) => readLink(key, text)))

    expect(read.length).toBeGreaterThan(token.length)
    expect(read.filter((found) => found !== null)).toEqual([])
  })

  test.each(['', 'x', '..', 'a'.repeat(43), 'eyJhbGciOiJub25lIn0.e30.'])('what nobody signed is none: %p', async (text) => {
    expect(await readLink(key, text)).toBeNull()
  })

  test('what another key signed, or the same key for another end, is none', async () => {
    const forAnotherEnd = await new SignJWT()
      .setProtectedHeader({ alg: 'EdDSA' })
      .setAudience('people')
      .setSubject(link.serviceId)
      .setJti(link.id)
      .setExpirationTime(link.expiresAt)
      .sign(key)

    expect(await readLink(openLinkKey(), await signLink(key, link))).toBeNull()
    expect(await readLink(key, forAnotherEnd)).toBeNull()
  })

  test('is read after the room was started again with its key file', async () => {
    const file = join(mkdtempSync(join(tmpdir(), 'keys-')), 'directory.json')
    writeFileSync(file, JSON.stringify(makeKeyFile(['gateway', 'directory'])))

    expect(await readLink(openLinkKey(file), await signLink(openLinkKey(file), link))).toEqual(link)
  })
})
