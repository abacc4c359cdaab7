import { useEffect, useState } from 'react'
import { Editor } from './editor.tsx'
import { RoleHeader } from './role-header.tsx'
import { findRoles, publicRole, signInAs, type DemoRole, type Session } from './sign-in.ts'

export function Explorer() {
  const [roles, setRoles] = useState<DemoRole[]>([publicRole])
  const [session, setSession] = useState<Session | null>(null)
  const [fault, setFault] = useState<string | null>(null)

  async function changeRole(role: string): Promise<void> {
    try {
      setSession(await signInAs(role))
      setFault(null)
    } catch {
      setFault('The sign-in did not work. Try again in a minute.')
    }
  }
  useEffect(() => {
    void changeRole(publicRole.role)
    findRoles().then(
      (found) => setRoles([publicRole, ...found]),
      () => setFault('The demo roles could not be read. Reload the page to try again.')
    )
  }, [])

  return (
    <>
      <a className="skip" href="#editor">
        Skip to the query editor
      </a>
      <RoleHeader roles={roles} session={session} fault={fault} onChange={(role) => void changeRole(role)} />
      {session && <Editor key={session.role} session={session} />}
    </>
  )
}
