namespace Keeptrusts.Gateway.Middleware.Nodes.Links;

/// <summary>What nodes and their control plane ask and tell.</summary>
internal static class LinkOps
{
    public const string Begin = "begin";
    public const string Hello = "hello";
    public const string Exchange = "exchange";
    public const string End = "end";
    public const string Changed = "changed";
    public const string Position = "position";
    public const string Events = "events";
    public const string Uses = "uses";
    public const string Leases = "leases";
    public const string HashKey = "hash_key";
    public const string ContentKey = "content_key";
    public const string FindAnswer = "find_answer";
    public const string OpenEscalation = "open_escalation";
    public const string WaitEscalation = "wait_escalation";
    public const string ReleaseAnswer = "release_answer";
}
