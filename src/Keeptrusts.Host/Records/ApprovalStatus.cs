namespace Keeptrusts.Host.Records;

/// <summary>How far a request for approval is.</summary>
internal enum ApprovalStatus
{
    Pending,
    Approved,
    Denied,
    Expired,
}
