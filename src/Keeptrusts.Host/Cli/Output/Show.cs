using System.Globalization;

namespace Keeptrusts.Host.Cli.Output;

/// <summary>Small things as text.</summary>
internal static class Show
{
    public const string Nothing = "-";

    public static string Time(DateTimeOffset? time) => time?.ToUniversalTime().ToString("yyyy-MM-dd HH:mm 'UTC'", CultureInfo.InvariantCulture) ?? Nothing;

    public static string Milliseconds(double value) => value.ToString(value < 10 ? "0.00" : "0", CultureInfo.InvariantCulture) + " ms";

    public static string Usd(decimal value) => "$" + value.ToString("0.00####", CultureInfo.InvariantCulture);

    public static string List(IReadOnlyCollection<string> items) => items.Count == 0 ? Nothing : string.Join(", ", items);
}
