namespace Keeptrusts.Host.Records;

/// <summary>How far an escalation is.</summary>
internal enum EscalationStatus
{
    Queued,
    Claimed,
    Approved,
    Denied,
    Expired,
}
