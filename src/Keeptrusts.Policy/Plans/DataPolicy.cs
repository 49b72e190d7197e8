namespace Keeptrusts.Policy.Plans;

/// <summary>What a provider does with data, as declared. What is not declared is not promised.</summary>
/// <param name="ZeroDataRetention">Whether it keeps nothing.</param>
/// <param name="TrainingOptOut">Whether it trains nothing.</param>
/// <param name="RetentionDays">Days for which it keeps data; <see langword="null"/> where not declared.</param>
public sealed record DataPolicy(bool ZeroDataRetention, bool TrainingOptOut, int? RetentionDays)
{
    /// <summary>Nothing declared.</summary>
    public static DataPolicy Undeclared { get; } = new(false, false, null);
}
