import { askGraphAs, type AskGraph } from './ask-graph.ts'

export type DemoRole = { role: string; label: string }
export type Viewer = { role: string; organisation: string; service: string | null; may: string[] }

/** Who is signed in. The token lives here and nowhere else: closing the page forgets it. */
export type Session = { role: string; ask: AskGraph; viewer: Viewer | null }

export const publicRole: DemoRole = { role: 'public', label: 'Not signed in (public)' }

export async function findRoles(): Promise<DemoRole[]> {
  const response = await fetch('/demo/roles')
  return response.ok ? ((await response.json()) as DemoRole[]) : []
}

export async function signInAs(role: string): Promise<Session> {
  const ask = askGraphAs(role === publicRole.role ? null : await getToken(role))
  const { data } = await ask({ query: '{ viewer { role organisation service may } }' })
  return { role, ask, viewer: (data?.viewer as Viewer | undefined) ?? null }
}

async function getToken(role: string): Promise<string> {
  const response = await fetch('/demo/token', { method: 'POST', headers: { 'content-type': 'application/json' }, body: JSON.stringify({ role }) })
  if (!response.ok) throw new Error('The sign-in did not work.')
  return ((await response.json()) as { token: string }).token
}
