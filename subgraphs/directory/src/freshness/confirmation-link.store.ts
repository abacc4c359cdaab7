import { and, eq } from 'drizzle-orm'
import type { Database } from '@throughcare/kit/db'
import { confirmationLink } from '../../db/tables/freshness.ts'

export type ConfirmationLinkRow = typeof confirmationLink.$inferSelect

export async function findConfirmationLink(db: Database, id: string): Promise<ConfirmationLinkRow | null> {
  const [row] = await db.select().from(confirmationLink).where(eq(confirmationLink.id, id))
  return row ?? null
}

/** A link of a service, locked until the transaction ends, so that it confirms once. */
export async function findLinkForUse(tx: Database, { id, serviceId }: Pick<ConfirmationLinkRow, 'id' | 'serviceId'>): Promise<ConfirmationLinkRow | null> {
  const isLink = and(eq(confirmationLink.id, id), eq(confirmationLink.serviceId, serviceId))
  const [row] = await tx.select().from(confirmationLink).where(isLink).for('update')
  return row ?? null
}

export async function insertConfirmationLink(tx: Database, row: ConfirmationLinkRow): Promise<void> {
  await tx.insert(confirmationLink).values(row)
}

export async function useConfirmationLink(tx: Database, id: string, usedAt: Date): Promise<void> {
  await tx.update(confirmationLink).set({ usedAt }).where(eq(confirmationLink.id, id))
}
