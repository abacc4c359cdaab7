import { generateKeyPairSync, type KeyObject } from 'node:crypto'
import { SignJWT } from 'jose'
import type { Issuer } from '@throughcare/gateway/authenticate'

export type TestIssuer = {
  issuer: Issuer
  privateKey: KeyObject
  /** A token that holds, with the claims changed as the test wants. */
  tokenFor(claims?: Record<string, unknown>): Promise<string>
}

/** An issuer of the test's own, with a new key. */
export async function openTestIssuer(): Promise<TestIssuer> {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519')
  const issuer: Issuer = { issuer: 'https://issuer.test', audience: 'throughcare', algorithms: ['EdDSA'], keys: async () => publicKey }
  return {
    issuer,
    privateKey,
    tokenFor(claims = {}) {
      const now = Math.floor(Date.now() / 1000)
      const standing = { sub: 'tester', iss: issuer.issuer, aud: issuer.audience, iat: now, exp: now + 300, role: 'analyst', organisation: 'QE1' }
      return new SignJWT({ ...standing, ...claims }).setProtectedHeader({ alg: 'EdDSA' }).sign(privateKey)
    }
  }
}
