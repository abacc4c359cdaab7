import { alwaysFresh, rowSettingsOf } from '@throughcare/kit/access'
import { fillByLookUps, openPool, withRows, type Database } from '@throughcare/kit/db'
import { systemPrincipal, type Principal } from '@throughcare/kit/principal'

/** Who imports: a machine inside the building, named for what it brings. */
export function importerOf(what: string): Principal {
  return systemPrincipal('system-importer', `import:${what}`)
}

/** Opens the room's database as its app role and runs work bound to the importer, one transaction for each call of `transact`. */
export async function asImporter<T>(url: string, principal: Principal, work: (transact: Transact) => Promise<T>): Promise<T> {
  const pool = openPool({ url, role: 'directory_app', max: 1 })
  try {
    return await work((inside) =>
      withRows(pool.db, rowSettingsOf(principal, alwaysFresh), 'read write', async (tx) => {
        await fillByLookUps(tx)
        return inside(tx)
      })
    )
  } finally {
    await pool.close()
  }
}

export type Transact = <T>(inside: (tx: Database) => Promise<T>) => Promise<T>
