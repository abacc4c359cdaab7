import { describeViewer } from './describe-viewer.ts'
import { publicRole, type DemoRole, type Session } from './sign-in.ts'

type Props = { roles: DemoRole[]; session: Session | null; fault: string | null; onChange(role: string): void }

export function RoleHeader({ roles, session, fault, onChange }: Props) {
  return (
    <header className="role-header">
      <h1>Throughcare Explorer</h1>
      <div className="sign-in">
        <label htmlFor="role">Signed in as</label>
        <select id="role" value={session?.role ?? publicRole.role} onChange={(event) => onChange(event.target.value)} aria-describedby="what-it-sees">
          {roles.map(({ role, label }) => (
            <option key={role} value={role}>
              {label}
            </option>
          ))}
        </select>
      </div>
      <p id="what-it-sees" role="status">
        {fault ?? (session ? (session.viewer ? describeViewer(session.viewer) : 'The graph does not say who you are. Try again in a minute.') : 'Signing in…')}
      </p>
    </header>
  )
}
