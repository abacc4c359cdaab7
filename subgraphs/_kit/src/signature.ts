import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, randomBytes, sign, verify, type KeyObject } from 'node:crypto'
import { jwtVerify, SignJWT } from 'jose'
import { LRUCache } from 'lru-cache'
import { z } from 'zod'
import { systemClock, type Clock } from './clock.ts'
import { refuse } from './errors.ts'
import { principalShape, type Principal } from './principal.ts'

/** How far apart two hosts' clocks may be, and so how long a signed request is good for. */
const windowSeconds = 30
const principalSeconds = 60
const covered = '("@method" "@path" "content-digest" "x-principal")'

/** A key that signs requests, and the key ids this process believes. A gateway speaks for anyone; a room only for its own reader. */
export type KeyRing = {
  own: { keyId: string; privateKey: KeyObject }
  trusted: Map<string, { publicKey: KeyObject; speaksFor: 'anyone' | string }>
}

/** Key material as it is stored: PEM, by key id. */
export const keyFileShape = z.record(z.string(), z.object({ privateKey: z.string().optional(), publicKey: z.string(), speaksFor: z.string() }))
export type KeyFile = z.infer<typeof keyFileShape>

/** Makes one Ed25519 pair for each name: 'gateway' speaks for anyone, every other name for the room of that name. */
export function makeKeyFile(names: readonly string[]): KeyFile {
  return Object.fromEntries(
    names.map((name) => {
      const { privateKey, publicKey } = generateKeyPairSync('ed25519')
      return [
        name,
        {
          privateKey: privateKey.export({ type: 'pkcs8', format: 'pem' }).toString(),
          publicKey: publicKey.export({ type: 'spki', format: 'pem' }).toString(),
          speaksFor: name === 'gateway' ? 'anyone' : name
        }
      ]
    })
  )
}

/** The key ring of one process, out of a key file that holds at least its own private key and everyone's public keys. */
export function openKeyRing(file: KeyFile, keyId: string): KeyRing {
  const own = file[keyId]?.privateKey
  if (!own) throw new Error(`The key file holds no private key for ${keyId}.`)
  return {
    own: { keyId, privateKey: createPrivateKey(own) },
    trusted: new Map(Object.entries(file).map(([id, { publicKey, speaksFor }]) => [id, { publicKey: createPublicKey(publicKey), speaksFor }]))
  }
}

/** The headers that sign one request, in the manner of RFC 9421, with the principal as a 60-second JWS for one room. */
export async function signRequest(
  keys: KeyRing,
  request: { method: string; path: string; body: string; room: string; principal: Principal },
  clock: Clock = systemClock
): Promise<Record<string, string>> {
  const created = Math.floor(clock.now().getTime() / 1000)
  const principal = await new SignJWT({ principal: request.principal })
    .setProtectedHeader({ alg: 'EdDSA', kid: keys.own.keyId })
    .setIssuedAt(created)
    .setExpirationTime(created + principalSeconds)
    .setAudience(request.room)
    .sign(keys.own.privateKey)
  const parameters = `${covered};created=${created};nonce="${randomBytes(16).toString('base64url')}";keyid="${keys.own.keyId}";alg="ed25519"`
  const digest = digestOf(request.body)
  const signature = sign(null, Buffer.from(signatureBase({ ...request, digest, principal, parameters })), keys.own.privateKey)
  return { 'content-digest': digest, 'x-principal': principal, 'signature-input': `sig=${parameters}`, signature: `sig=:${signature.toString('base64')}:` }
}

export type SignedRequest = { method: string; path: string; body: string; headers: Record<string, string | string[] | undefined> }

/**
 * Opens the check a room makes of every request before it answers anything. It returns the principal, or refuses without saying
 * which part was wrong. A request is good once: its nonce is kept as long as its window is open.
 */
export function openVerifier(keys: KeyRing, room: string, clock: Clock = systemClock): (request: SignedRequest) => Promise<Principal> {
  const seen = new LRUCache<string, true>({ max: 500_000, ttl: 2 * windowSeconds * 1000 })

  return async function verifyRequest({ method, path, body, headers }) {
    const parameters = header(headers, 'signature-input').match(/^sig=(.*)$/)?.[1] ?? ''
    const [, created, nonce, keyId] = parameters.match(/;created=(\d{1,12});nonce="([\w-]{16,64})";keyid="([\w-]{1,64})";alg="ed25519"$/) ?? []
    const key = keyId === undefined ? undefined : keys.trusted.get(keyId)
    if (!key || !created || !nonce || !parameters.startsWith(`${covered};`)) return unsigned()

    const now = clock.now().getTime() / 1000
    if (Math.abs(now - Number(created)) > windowSeconds) return unsigned()
    const digest = header(headers, 'content-digest')
    const principal = header(headers, 'x-principal')
    // One way to write 64 bytes, so that no second spelling of a signature holds.
    const signature = header(headers, 'signature').match(/^sig=:([A-Za-z0-9+/]{85}[AQgw]==):$/)?.[1] ?? ''
    const base = signatureBase({ method, path, digest, principal, parameters })
    if (digest !== digestOf(body) || !verify(null, Buffer.from(base), key.publicKey, Buffer.from(signature, 'base64'))) return unsigned()
    if (seen.has(`${keyId} ${nonce}`)) return unsigned()
    seen.set(`${keyId} ${nonce}`, true)
    return openPrincipal(principal, key, { room, now: clock.now() })
  }
}

async function openPrincipal(token: string, key: { publicKey: KeyObject; speaksFor: string }, { room, now }: { room: string; now: Date }): Promise<Principal> {
  try {
    const { payload } = await jwtVerify(token, key.publicKey, {
      algorithms: ['EdDSA'],
      audience: room,
      requiredClaims: ['exp', 'iat'],
      currentDate: now,
      clockTolerance: windowSeconds
    })
    const principal = principalShape.parse(payload.principal)
    const isOwnReader = principal.role === 'system-reader' && principal.subject === key.speaksFor
    if (key.speaksFor === 'anyone' || isOwnReader) return principal
  } catch {
    // Told below: a caller that cannot prove who it is learns nothing.
  }
  return unsigned()
}

function unsigned(): never {
  return refuse('UNAUTHENTICATED', 'This room answers only requests signed by the gateway or by a room it knows.')
}

function header(headers: SignedRequest['headers'], name: string): string {
  const value = headers[name]
  return typeof value === 'string' ? value : ''
}

function digestOf(body: string): string {
  return `sha-256=:${createHash('sha256').update(body).digest('base64')}:`
}

function signatureBase({
  method,
  path,
  digest,
  principal,
  parameters
}: {
  method: string
  path: string
  digest: string
  principal: string
  parameters: string
}): string {
  return [`"@method": ${method}`, `"@path": ${path}`, `"content-digest": ${digest}`, `"x-principal": ${principal}`, `"@signature-params": ${parameters}`].join(
    '\n'
  )
}
