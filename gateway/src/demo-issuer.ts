import { createPrivateKey, createPublicKey, generateKeyPairSync, type KeyObject } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { SignJWT } from 'jose'
import type { Principal } from '@throughcare/kit/principal'
import type { Role } from '@throughcare/kit/roles'
import type { Issuer } from './authenticate.ts'

const issuerName = 'throughcare-demo'
const audience = 'throughcare'

export type DemoRole = { role: Role; label: string; principal: Omit<Principal, 'issuer' | 'role'> }

const provider = 'RW5'
const peerEmployer = 'RRR'

/** The roles a newcomer can sign in as, each as one invented member of staff. */
export const demoRoles: DemoRole[] = [
  demo('ld-practitioner', 'Liaison & Diversion practitioner', { organisation: provider, service: 'LIAISON_DIVERSION', purpose: 'care' }),
  demo('ld-manager', 'Liaison & Diversion manager', { organisation: provider, service: 'LIAISON_DIVERSION', purpose: 'management' }),
  demo('ld-peer-support-worker', 'Liaison & Diversion peer support worker', { organisation: peerEmployer, service: 'LIAISON_DIVERSION', purpose: 'care' }),
  demo('reconnect-navigator', 'RECONNECT navigator', { organisation: provider, service: 'RECONNECT', purpose: 'care' }),
  demo('reconnect-manager', 'RECONNECT manager', { organisation: provider, service: 'RECONNECT', purpose: 'management' }),
  demo('reconnect-peer-support-worker', 'RECONNECT peer support worker', { organisation: peerEmployer, service: 'RECONNECT', purpose: 'care' }),
  demo('court-recipient', 'Court', { organisation: 'HMCTS', service: null, purpose: 'care' }),
  demo('service-provider', 'Community service that people are referred to', { organisation: 'DEMO-PROVIDER', service: null, purpose: 'care' }),
  demo('directory-editor', 'Directory editor', { organisation: provider, service: null, purpose: 'administration' }),
  demo('commissioner', 'Commissioner', { organisation: 'QE1', service: null, purpose: 'commissioning' }),
  demo('analyst', 'Analyst', { organisation: 'QE1', service: null, purpose: 'commissioning' }),
  demo('reporting-client', 'Reporting tool', { organisation: 'QE1', service: null, purpose: 'commissioning' }),
  demo('privacy-officer', 'Privacy officer', { organisation: provider, service: null, purpose: 'audit' })
]

function demo(role: Role, label: string, employment: Pick<Principal, 'organisation' | 'service' | 'purpose'>): DemoRole {
  return { role, label, principal: { subject: `demo-${role}`, ...employment } }
}

export type DemoIssuer = Issuer & { tokenFor(role: string): Promise<string | null> }

/** The demo's own issuer; its key lies in the data folder. Only for a copy that has no issuer and no database of its own. */
export async function openDemoIssuer(dataFolder: string): Promise<DemoIssuer> {
  const key = await readOrMakeKey(dataFolder)
  const publicKey = createPublicKey(key)
  return {
    issuer: issuerName,
    audience,
    algorithms: ['EdDSA'],
    keys: async () => publicKey,
    async tokenFor(role) {
      const known = demoRoles.find((demoRole) => demoRole.role === role)
      if (!known) return null
      const { subject, ...claims } = known.principal
      return new SignJWT({ ...claims, role: known.role })
        .setProtectedHeader({ alg: 'EdDSA' })
        .setSubject(subject)
        .setIssuer(issuerName)
        .setAudience(audience)
        .setIssuedAt()
        .setExpirationTime('8h')
        .sign(key)
    }
  }
}

async function readOrMakeKey(dataFolder: string): Promise<KeyObject> {
  const file = join(dataFolder, 'demo-issuer.pem')
  const standing = await readFile(file, 'utf8').catch(() => null)
  if (standing) return createPrivateKey(standing)
  const { privateKey } = generateKeyPairSync('ed25519')
  await mkdir(dataFolder, { recursive: true })
  await writeFile(file, privateKey.export({ type: 'pkcs8', format: 'pem' }), { mode: 0o600 })
  return privateKey
}
