import { once } from 'node:events'
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { mock } from 'node:test'
import Provider from 'oidc-provider'
import { discoverIssuer, openSignIn } from './authenticate.ts'

const audience = 'urn:throughcare'
const client = { client_id: 'practitioner-app', client_secret: 'only-in-this-test', grant_types: ['client_credentials'], redirect_uris: [], response_types: [] }

/** A real OIDC provider whose access tokens carry the claims that a deployment's issuer is configured to give. */
async function startProvider(claims: Record<string, unknown>): Promise<{ issuer: string; server: Server }> {
  const server = createServer().listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const issuer = `http://127.0.0.1:${port}`
  const provider = new Provider(issuer, {
    clients: [client as never],
    features: {
      clientCredentials: { enabled: true },
      devInteractions: { enabled: false },
      resourceIndicators: {
        enabled: true,
        getResourceServerInfo: () => ({ scope: '', audience, accessTokenFormat: 'jwt', jwt: { sign: { alg: 'RS256' } } }),
        defaultResource: () => audience,
        useGrantedResource: () => true
      }
    },
    ttl: { ClientCredentials: 600 },
    extraTokenClaims: () => claims
  })
  server.on('request', provider.callback())
  return { issuer, server }
}

async function tokenOf(issuer: string): Promise<string> {
  const response = await fetch(`${issuer}/token`, {
    method: 'POST',
    headers: {
      authorization: `Basic ${Buffer.from(`${client.client_id}:${client.client_secret}`).toString('base64')}`,
      'content-type': 'application/x-www-form-urlencoded'
    },
    body: new URLSearchParams({ grant_type: 'client_credentials', resource: audience })
  })
  const { access_token: token } = (await response.json()) as { access_token: string }
  return token
}

let provider: { issuer: string; server: Server }
// The provider warns that its keys and its store are a test's.
beforeAll(() => void mock.method(console, 'warn', () => {}))
afterEach(() => provider.server.close())

describe('an OIDC provider', () => {
  test('whose token names a role signs that person in', async () => {
    provider = await startProvider({ role: 'ld-practitioner', organisation: 'RW5', service: 'LIAISON_DIVERSION' })
    const signIn = openSignIn(await discoverIssuer(provider.issuer, audience))

    const principal = await signIn(`Bearer ${await tokenOf(provider.issuer)}`)

    expect(principal).toEqual({
      subject: client.client_id,
      issuer: provider.issuer,
      organisation: 'RW5',
      role: 'ld-practitioner',
      service: 'LIAISON_DIVERSION',
      purpose: 'care'
    })
  })

  test.each([
    ['no role', {}],
    ['a role that only machines inside hold', { role: 'system-gateway', organisation: 'RW5' }],
    ['an organisation that names another audience', { role: 'ld-practitioner', organisation: 'RW5\nteam:RXX/RECONNECT' }]
  ])('whose token has %s signs nobody in', async (_, claims) => {
    provider = await startProvider(claims)
    const signIn = openSignIn(await discoverIssuer(provider.issuer, audience))

    await expect(signIn(`Bearer ${await tokenOf(provider.issuer)}`)).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } })
  })

  test('is not believed for tokens meant for someone else', async () => {
    provider = await startProvider({ role: 'ld-practitioner', organisation: 'RW5' })
    const signIn = openSignIn(await discoverIssuer(provider.issuer, 'urn:another'))

    await expect(signIn(`Bearer ${await tokenOf(provider.issuer)}`)).rejects.toMatchObject({ extensions: { code: 'UNAUTHENTICATED' } })
  })
})
