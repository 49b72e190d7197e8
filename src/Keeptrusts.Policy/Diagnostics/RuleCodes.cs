namespace Keeptrusts.Policy.Diagnostics;

/// <summary>The ids of everything that can be wrong with a document. Never reused.</summary>
internal static class RuleCodes
{
    public const string Syntax = "KT0001";
    public const string DuplicateKey = "KT0002";
    public const string UnknownKey = "KT0003";
    public const string MissingField = "KT0004";
    public const string WrongValue = "KT0005";
    public const string UnknownKind = "KT0006";
    public const string NoBlock = "KT0007";
    public const string DuplicateChainEntry = "KT0008";
    public const string TooLarge = "KT0009";
    public const string ListDialect = "KT0010";
    public const string UnusedBlock = "KT0011";
    public const string AuditNotLast = "KT0012";
    public const string ExceptionOver = "KT0013";
    public const string RenamedField = "KT0014";
    public const string NewerSchema = "KT0015";
    public const string NoReason = "KT0016";
    public const string UnusedSuppression = "KT0017";
    public const string Truncated = "KT0018";
    public const string UndefinedSecret = "KT1001";
    public const string LiteralSecret = "KT1002";
    public const string DuplicateTarget = "KT1003";
    public const string UnknownTarget = "KT1004";
    public const string UnservedModel = "KT1005";
    public const string PlainHttp = "KT1006";
    public const string NoCompliantTarget = "KT1007";
    public const string UnreachableTarget = "KT1008";
    public const string UnusedVariable = "KT1009";
    public const string UndeclaredVariable = "KT1010";
    public const string HostNotAllowed = "KT1011";
    public const string CapsReversed = "KT2001";
    public const string UselessCap = "KT2002";
    public const string NarrowCapAbove = "KT2003";
    public const string ShortCapAbove = "KT2004";
    public const string NoPrice = "KT2005";
    public const string NeverBinds = "KT2006";
    public const string Contradiction = "KT3001";
    public const string AllowedAndDenied = "KT3002";
    public const string Unreachable = "KT3003";
    public const string HiddenByRedaction = "KT3004";
    public const string SameTwice = "KT3005";
    public const string NobodyToAsk = "KT3006";
    public const string BadPattern = "KT4001";
    public const string PatternUnbounded = "KT4002";
    public const string PatternAnchored = "KT4003";
    public const string PatternEmpty = "KT4004";
    public const string ErrorsAllowed = "KT4005";
    public const string BufferedOutput = "KT4006";
    public const string RealtimeBlock = "KT4007";
    public const string UnknownInTest = "KT5001";
}
