using System.Text;

namespace Keeptrusts.Host.Cli;

/// <summary>Reads what must not be seen, such as a token.</summary>
internal static class HiddenLine
{
    public static string? Read()
    {
        if (System.Console.IsInputRedirected)
        {
            return null;
        }

        var text = new StringBuilder();
        while (System.Console.ReadKey(intercept: true) is { Key: not ConsoleKey.Enter } key)
        {
            if (key.Key == ConsoleKey.Backspace)
            {
                text.Length = Math.Max(0, text.Length - 1);
            }
            else if (!char.IsControl(key.KeyChar))
            {
                text.Append(key.KeyChar);
            }
        }

        return text.ToString();
    }
}
