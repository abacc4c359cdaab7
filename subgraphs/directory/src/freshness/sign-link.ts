import { createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { readFileSync } from 'node:fs'
import { compactVerify, SignJWT } from 'jose'
import { z } from 'zod'
import { keyFileShape, openKeyRing } from '@throughcare/kit/signature'

const audience = 'confirm-service'
const claimsShape = z.object({ aud: z.literal(audience), sub: z.uuid(), jti: z.uuid(), exp: z.int() })

/** What a link says: which it is, of which service, and from when on it confirms nothing (whole seconds). */
export type SignedLink = { id: string; serviceId: string; expiresAt: Date }

/**
 * The key that signs links: the one with which this room signs its requests, out of its key file. A room that runs without a key file,
 * within another process, has a key for as long as it runs.
 */
export function openLinkKey(keyFile?: string): KeyObject {
  if (!keyFile) return generateKeyPairSync('ed25519').privateKey
  return openKeyRing(keyFileShape.parse(JSON.parse(readFileSync(keyFile, 'utf8'))), 'directory').own.privateKey
}

/** What a provider is sent. Signed again it is the same, letter for letter. */
export async function signLink(key: KeyObject, { id, serviceId, expiresAt }: SignedLink): Promise<string> {
  const token = new SignJWT().setProtectedHeader({ alg: 'EdDSA' }).setAudience(audience)
  return token.setSubject(serviceId).setJti(id).setExpirationTime(expiresAt).sign(key)
}

/** What a link says, or null where this room did not sign it letter for letter. Whether it has expired is another question. */
export async function readLink(key: KeyObject, token: string): Promise<SignedLink | null> {
  try {
    const { payload } = await compactVerify(token, createPublicKey(key), { algorithms: ['EdDSA'] })
    const { sub, jti, exp } = claimsShape.parse(JSON.parse(new TextDecoder().decode(payload)))
    const link = { id: jti, serviceId: sub, expiresAt: new Date(exp * 1_000) }
    // The last letter of a signature has bits to spare: only one way to write it is taken.
    return token === (await signLink(key, link)) ? link : null
  } catch {
    return null
  }
}
