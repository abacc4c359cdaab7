import { generateKeyPairSync } from 'node:crypto'
import fc from 'fast-check'
import { persona } from '@throughcare/test/support/personas'
import { refusalOf } from './errors.ts'
import { feedReader } from './room.ts'
import { makeKeyFile, openKeyRing, openVerifier, signRequest, type SignedRequest } from './signature.ts'

const keys = makeKeyFile(['gateway', 'people', 'journeys'])
const gateway = openKeyRing(keys, 'gateway')
const journeys = openKeyRing(keys, 'journeys')
const start = new Date('2026-11-23T09:30:00Z')
const at = (seconds: number) => ({ now: () => new Date(start.getTime() + seconds * 1000) })
const practitioner = persona('ld-practitioner')
const body = JSON.stringify({ query: '{ people(where: {}) { edges { node { id } } } }', requestId: 'r-1' })

type Wanted = { ring?: typeof gateway; room?: string; principal?: typeof practitioner; seconds?: number }

async function signed({ ring = gateway, room = 'people', principal = practitioner, seconds = 0 }: Wanted = {}): Promise<SignedRequest> {
  const request = { method: 'POST', path: '/graphql', body }
  return { ...request, headers: await signRequest(ring, { ...request, room, principal }, at(seconds)) }
}

const verifier = (seconds = 0) => openVerifier(openKeyRing(keys, 'people'), 'people', at(seconds))
const header = (request: SignedRequest, name: string) => String(request.headers[name])
const withHeaders = (request: SignedRequest, headers: SignedRequest['headers']) => ({ ...request, headers: { ...request.headers, ...headers } })

const told = { code: 'UNAUTHENTICATED', message: 'This room answers only requests signed by the gateway or by a room it knows.' }

async function refusal(request: SignedRequest, verify = verifier()) {
  return verify(request).then(
    () => null,
    (error: unknown) => refusalOf(error)
  )
}

describe('a signed request', () => {
  test('gives the principal it was signed for', async () => {
    expect(await verifier()(await signed())).toEqual(practitioner)
  })

  test.each([-29, 0, 29])('holds where the two clocks are %i s apart', async (seconds) => {
    expect(await refusal(await signed({ seconds }))).toBeNull()
  })

  test('of a room reading a feed holds under its own name', async () => {
    expect(await refusal(await signed({ ring: journeys, principal: feedReader('journeys') }))).toBeNull()
  })
})

describe('is refused, in words that do not say which part was wrong:', () => {
  test.each(['content-digest', 'x-principal', 'signature-input', 'signature'])('a request without %s', async (name) => {
    expect(await refusal(withHeaders(await signed(), { [name]: undefined }))).toEqual(told)
  })

  test('a request with no header at all', async () => expect(await refusal({ method: 'POST', path: '/graphql', body, headers: {} })).toEqual(told))

  test.each([
    ['body', { body: body.replace('people', 'audits') }],
    ['path', { path: '/feed' }],
    ['method', { method: 'GET' }]
  ])('another %s', async (_, change) => expect(await refusal({ ...(await signed()), ...change })).toEqual(told))

  test('the principal of another request', async () => {
    const other = await signed({ principal: persona('privacy-officer') })

    expect(await refusal(withHeaders(await signed(), { 'x-principal': header(other, 'x-principal') }))).toEqual(told)
  })

  test('a body with a digest that fits, for the signature does not', async () => {
    const other = { method: 'POST', path: '/graphql', body: '{}' }
    const { 'content-digest': digest } = await signRequest(gateway, { ...other, room: 'people', principal: practitioner }, at(0))

    expect(await refusal(withHeaders({ ...(await signed()), body: '{}' }, { 'content-digest': digest }))).toEqual(told)
  })

  test('a request meant for another room', async () => expect(await refusal(await signed({ room: 'journeys' }))).toEqual(told))

  test('a key that the room does not know, though it bears a known name', async () => {
    const strange = openKeyRing(makeKeyFile(['gateway']), 'gateway')

    expect(await refusal(await signed({ ring: strange }))).toEqual(told)
  })

  test("a room's key that speaks for a member of staff", async () => expect(await refusal(await signed({ ring: journeys }))).toEqual(told))

  test("a room's key that reads under another room's name", async () => {
    expect(await refusal(await signed({ ring: journeys, principal: feedReader('audit') }))).toEqual(told)
  })

  test.each([-31, 31])('a request made at a clock %i s from ours', async (seconds) => expect(await refusal(await signed({ seconds }))).toEqual(told))

  test('the same request a second time', async () => {
    const verify = verifier()
    const request = await signed()

    expect(await refusal(request, verify)).toBeNull()
    expect(await refusal(request, verify)).toEqual(told)
  })

  test('a signature with one bit turned', async () => {
    const request = await signed()
    const bytes = Buffer.from(header(request, 'signature').slice(5, -1), 'base64')
    bytes[7] = (bytes[7] ?? 0) ^ 1

    expect(await refusal(withHeaders(request, { signature: `sig=:${bytes.toString('base64')}:` }))).toEqual(told)
  })

  test('a token of the right claims under a key of its own', async () => {
    const { privateKey } = generateKeyPairSync('ed25519')
    const forged = { own: { keyId: 'gateway', privateKey }, trusted: gateway.trusted }

    expect(await refusal(await signed({ ring: forged }))).toEqual(told)
  })
})

test('no request with one character changed is ever accepted, whichever character it is', async () => {
  const [verify, request] = [verifier(), await signed()]
  const parts = ['method', 'path', 'body', 'content-digest', 'x-principal', 'signature-input', 'signature'] as const
  const partOf = (name: (typeof parts)[number]) => (name === 'method' || name === 'path' || name === 'body' ? request[name] : header(request, name))
  const withPart = (name: (typeof parts)[number], text: string) =>
    name === 'method' || name === 'path' || name === 'body' ? { ...request, [name]: text } : withHeaders(request, { [name]: text })

  const change = fc.constantFrom(...parts).chain((name) =>
    fc.record({
      name: fc.constant(name),
      place: fc.integer({ min: 0, max: partOf(name).length - 1 }),
      character: fc.integer({ min: 33, max: 126 }).map((code) => String.fromCharCode(code))
    })
  )
  await fc.assert(
    fc.asyncProperty(change, async ({ name, place, character }) => {
      const text = partOf(name)
      fc.pre(text[place] !== character)
      expect(await refusal(withPart(name, `${text.slice(0, place)}${character}${text.slice(place + 1)}`), verify)).toEqual(told)
    }),
    { numRuns: 1_000 }
  )
})
