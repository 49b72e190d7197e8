using System.Globalization;
using Keeptrusts.Policy.Documents;

namespace Keeptrusts.Policy.Kinds.DataRouting;

/// <summary>What a <c>data-routing-policy</c> demands.</summary>
/// <param name="ZeroRetention">Whether nothing may be kept.</param>
/// <param name="NoTraining">Whether nothing may be trained.</param>
/// <param name="MaxRetentionDays">Longest time for which data may be kept.</param>
internal sealed record DataDemands(bool ZeroRetention, bool NoTraining, int? MaxRetentionDays)
{
    /// <summary>A declaration that meets them.</summary>
    public string Example
    {
        get
        {
            var parts = new List<string>();
            if (ZeroRetention)
            {
                parts.Add("zero_data_retention: true");
            }

            if (NoTraining)
            {
                parts.Add("training_opt_out: true");
            }

            if (MaxRetentionDays is { } days && !ZeroRetention)
            {
                parts.Add("retention_days: " + days.ToString(CultureInfo.InvariantCulture));
            }

            return "{ " + string.Join(", ", parts) + " }";
        }
    }

    public static DataDemands Of(MapNode node) => new(
        node.Flag("require_zero_data_retention") ?? false,
        node.Flag("require_no_training") ?? false,
        node.Whole("max_retention_days"));

    /// <summary>Whether a target's <c>data_policy</c> meets them.</summary>
    public bool AreMetBy(MapNode declared) =>
        AreMetBy(declared.Flag("zero_data_retention") ?? false, declared.Flag("training_opt_out") ?? false, declared.Whole("retention_days"));

    /// <summary>Whether these promises meet them. Who keeps nothing keeps it for no day.</summary>
    public bool AreMetBy(bool zeroRetention, bool noTraining, int? retentionDays) =>
        (!ZeroRetention || zeroRetention)
        && (!NoTraining || noTraining)
        && (MaxRetentionDays is not { } most || zeroRetention || retentionDays <= most);
}
