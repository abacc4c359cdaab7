import { openPeerSupport } from '@throughcare/kit/peer-support'
import { peerAssignment } from '../../db/tables/parts.ts'

export type PeerAssignmentRow = typeof peerAssignment.$inferSelect

export const peerSupport = openPeerSupport(peerAssignment)
