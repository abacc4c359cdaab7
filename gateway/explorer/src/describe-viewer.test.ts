import { scopesOfRole, signInRoles } from '@throughcare/kit/roles'
import { describeViewer } from './describe-viewer.ts'

test('tells the public what it sees, and of no organisation', () => {
  const told = describeViewer({ role: 'public', organisation: 'PUBLIC', service: null, may: scopesOfRole.public })

  expect(told).toBe('Sees places and services.')
})

test('tells staff their organisation and service, and that the sister service’s episodes are seen as far as they are shared', () => {
  const may = ['signed-in', 'person:read', 'person:write', 'liaison-diversion:read', 'reconnect:read', 'liaison-diversion:clinical', 'reconnect:clinical']

  const told = describeViewer({ role: 'ld-practitioner', organisation: 'RW5', service: 'LIAISON_DIVERSION', may })

  expect(told).toBe(
    'Organisation RW5, Liaison & Diversion. Sees people, Liaison & Diversion episodes, RECONNECT episodes as far as they are shared and clinical detail. May also record changes.'
  )
})

test('has words for every scope to read that somebody can sign in with', () => {
  const scopes = new Set(signInRoles.flatMap((role) => scopesOfRole[role]).filter((scope) => /:(?!write|link|respond|claim|end-claim)/.test(scope)))

  const silent = [...scopes].filter((scope) => describeViewer({ role: 'x', organisation: 'x', service: null, may: [scope] }).includes('Sees .'))

  expect(silent).toEqual([])
})
