import { generateKeyPairSync, randomBytes } from 'node:crypto'
import { CompactSign, SignJWT, UnsecuredJWT } from 'jose'
import { openDoor, type TestDoor } from '@throughcare/test/support/door'
import { openTestIssuer, type TestIssuer } from '@throughcare/test/support/issuer'
import { openSignIn } from './authenticate.ts'
import { demoRoles, openDemoIssuer } from './demo-issuer.ts'
import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const refused = { code: 'UNAUTHENTICATED', message: 'Your sign-in does not hold or has ended. Sign in again.' }
const now = () => Math.floor(Date.now() / 1000)

let door: TestDoor
beforeAll(async () => void (door = await openDoor()))
afterAll(() => door.close())

const askWith = (authorization: string) =>
  door.send({ method: 'POST', headers: { 'content-type': 'application/json', authorization }, body: JSON.stringify({ query: '{ __typename }' }) })

const claims = () => ({ sub: 'tester', iss: door.issuer.issuer.issuer, aud: 'throughcare', iat: now(), exp: now() + 300, role: 'analyst', organisation: 'QE1' })
const signedWith = (key: Parameters<SignJWT['sign']>[0], alg = 'EdDSA', header: object = {}) =>
  new SignJWT(claims()).setProtectedHeader({ alg, ...header }).sign(key)

const forgeries: [string, (issuer: TestIssuer) => Promise<string> | string][] = [
  ['a token that ended a minute ago', ({ tokenFor }) => tokenFor({ exp: now() - 60 })],
  ['a token made thirteen hours ago, however long it says it lasts', ({ tokenFor }) => tokenFor({ iat: now() - 13 * 3600, exp: now() + 3600 })],
  ['a token from the future', ({ tokenFor }) => tokenFor({ nbf: now() + 120 })],
  ['a token without an end', ({ tokenFor }) => tokenFor({ exp: undefined })],
  ['a token without a subject', ({ tokenFor }) => tokenFor({ sub: undefined })],
  ['a token for another audience', ({ tokenFor }) => tokenFor({ aud: 'payroll' })],
  ['a token without an audience', ({ tokenFor }) => tokenFor({ aud: undefined })],
  ['a token of another issuer', ({ tokenFor }) => tokenFor({ iss: 'https://elsewhere.test' })],
  ['a role nobody has', ({ tokenFor }) => tokenFor({ role: 'governor' })],
  ['no role', ({ tokenFor }) => tokenFor({ role: undefined })],
  ['several roles', ({ tokenFor }) => tokenFor({ role: ['analyst', 'privacy-officer'] })],
  ['no organisation', ({ tokenFor }) => tokenFor({ organisation: undefined })],
  ['a service that is none', ({ tokenFor }) => tokenFor({ service: 'PAYROLL' })],
  ['a subject with a second line, which would name another audience', ({ tokenFor }) => tokenFor({ sub: 'tester\nsubject:other' })],
  ['an organisation that would name another team', ({ tokenFor }) => tokenFor({ organisation: 'RW5/RECONNECT' })],
  ['another key', () => signedWith(generateKeyPairSync('ed25519').privateKey)],
  [
    'another key, brought along in the header',
    () => {
      const { privateKey, publicKey } = generateKeyPairSync('ed25519')
      return signedWith(privateKey, 'EdDSA', { jwk: publicKey.export({ format: 'jwk' }) })
    }
  ],
  ['another algorithm', () => signedWith(generateKeyPairSync('rsa', { modulusLength: 2048 }).privateKey, 'RS256')],
  ['a shared secret', () => signedWith(randomBytes(32), 'HS256')],
  ['no signature: alg none', () => new UnsecuredJWT(claims()).encode()],
  ['a signature cut off', async ({ tokenFor }) => `${(await tokenFor()).split('.').slice(0, 2).join('.')}.`],
  [
    'claims changed after signing',
    async ({ tokenFor }) => {
      const [header, , signature] = (await tokenFor()).split('.')
      return `${header}.${Buffer.from(JSON.stringify({ ...claims(), role: 'privacy-officer' })).toString('base64url')}.${signature}`
    }
  ],
  [
    'an unknown critical header',
    ({ privateKey }) =>
      new CompactSign(Buffer.from(JSON.stringify(claims())))
        .setProtectedHeader({ alg: 'EdDSA', crit: ['lock'], lock: 1 })
        .sign(privateKey, { crit: { lock: true } })
  ],
  ['noise', () => 'a.b.c']
]

describe('a sign-in that holds', () => {
  test('is a principal', async () => {
    const { issuer, tokenFor } = await openTestIssuer()

    await expect(openSignIn(issuer)(`Bearer ${await tokenFor({ service: 'RECONNECT', role: 'reconnect-navigator' })}`)).resolves.toEqual({
      subject: 'tester',
      issuer: 'https://issuer.test',
      organisation: 'QE1',
      role: 'reconnect-navigator',
      service: 'RECONNECT',
      purpose: 'care'
    })
  })

  test('never brings a break-glass grant of its own', async () => {
    const { issuer, tokenFor } = await openTestIssuer()

    await expect(openSignIn(issuer)(`Bearer ${await tokenFor({ breakGlass: [crypto.randomUUID()] })}`)).resolves.not.toHaveProperty('breakGlass')
  })

  test('is not needed: without one the caller is the public', async () => {
    const { issuer } = await openTestIssuer()

    await expect(openSignIn(issuer)(undefined)).resolves.toMatchObject({ role: 'public', service: null })
  })

  test('is accepted over HTTP', async () => expect((await askWith(`Bearer ${await door.issuer.tokenFor()}`)).status).toBe(200))
})

describe('a sign-in that does not hold is refused over HTTP, always in the same words and as JSON', () => {
  test.each(forgeries)('%s', async (_, forge) => {
    const { status, type, data, errors } = await askWith(`Bearer ${await forge(door.issuer)}`)

    expect({ status, data, errors }).toEqual({ status: 401, data: null, errors: [refused] })
    expect(type).toContain('application/json')
  })

  test.each(['', 'Bearer', 'Bearer ', 'Basic dGVzdGVyOnRlc3Rlcg==', 'bearer a.b.c d'])('the header "%s"', async (authorization) => {
    expect(await askWith(authorization)).toMatchObject({ status: 401, errors: [refused] })
  })

  test('a token with any one character of its signature changed', async () => {
    const token = await door.issuer.tokenFor()
    const start = token.lastIndexOf('.') + 1
    const { issuer } = door.issuer
    const signIn = openSignIn(issuer)
    for (let place = start; place < token.length - 1; place += 1) {
      const other = token[place] === 'A' ? 'B' : 'A'

      await expect(signIn(`Bearer ${token.slice(0, place)}${other}${token.slice(place + 1)}`)).rejects.toThrow(refused.message)
    }
  })
})

describe("the demo's own issuer", () => {
  const folder = mkdtempSync(join(tmpdir(), 'throughcare-demo-'))
  afterAll(() => rmSync(folder, { recursive: true }))

  test('gives a token for each of its roles, which the sign-in takes', async () => {
    const demo = await openDemoIssuer(folder)
    for (const { role, principal } of demoRoles)
      await expect(openSignIn(demo)(`Bearer ${await demo.tokenFor(role)}`)).resolves.toMatchObject({ role, subject: principal.subject })
  })

  test.each(['governor', 'system-gateway', 'system-importer', 'public', '', '__proto__', 'toString'])('gives none for "%s"', async (role) => {
    expect(await (await openDemoIssuer(folder)).tokenFor(role)).toBeNull()
  })
})
