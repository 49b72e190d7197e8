using System.Globalization;
using System.Text;

namespace Keeptrusts.Policy.Schema;

/// <summary>
/// A kind's own fields as JSON Schema (draft 7). The shapes that kinds with typed options have, and no more: <c>kinds.NAME.schema</c> is read back
/// from it, so every form has exactly one spelling.
/// </summary>
internal static class KindFragment
{
    /// <summary>Texts that are not blank.</summary>
    public const string NotBlank = "\\S";

    /// <summary>Identifiers.</summary>
    public const string Name = "^[A-Za-z0-9._-]{1,128}$";

    /// <summary>Names of environment variables.</summary>
    public const string Variable = "^[A-Za-z_][A-Za-z0-9_]{0,255}$";

    /// <param name="kind">The kind.</param>
    /// <param name="describe">Whether titles and descriptions are written: what two schemas say is compared without them.</param>
    public static string Write(KindSchema kind, bool describe)
    {
        var writer = new Writer(describe);
        writer.Open('{');
        if (describe)
        {
            writer.Text("$schema", "http://json-schema.org/draft-07/schema#");
            writer.Text("title", kind.Name);
            writer.Text("description", kind.Description);
        }

        Object(writer, kind.Fields);
        writer.Close('}');
        return writer + "\n";
    }

    private static void Object(Writer writer, IEnumerable<Field> fields)
    {
        var known = fields.Where(f => !f.Later).ToList();
        writer.Text("type", "object");
        writer.Open("properties", '{');
        foreach (var field in known)
        {
            Value(writer, field.Name, field.Shape, field.Description);
        }

        writer.Close('}');
        Texts(writer, "required", [.. known.Where(f => f.Required).Select(f => f.Name)]);
        writer.Literal("additionalProperties", "false");
    }

    private static void Value(Writer writer, string? key, Shape shape, string? description = null)
    {
        writer.Open(key, '{');
        if (writer.Describes && description is not null)
        {
            writer.Text("description", description);
        }

        Content(writer, shape);
        writer.Close('}');
    }

    private static void Content(Writer writer, Shape shape)
    {
        switch (shape)
        {
            case TextShape text:
                Text(writer, text.Form);
                break;
            case ChoiceShape choice:
                Texts(writer, "enum", choice.Values);
                break;
            case FlagShape:
                writer.Text("type", "boolean");
                break;
            case WholeShape whole:
                writer.Text("type", "integer");
                writer.Literal("minimum", whole.Minimum.ToString(CultureInfo.InvariantCulture));
                writer.Literal("maximum", whole.Maximum == int.MaxValue ? null : whole.Maximum.ToString(CultureInfo.InvariantCulture));
                break;
            case NumberShape number:
                writer.Text("type", "number");
                writer.Literal("minimum", number.Minimum?.ToString(CultureInfo.InvariantCulture));
                writer.Literal("maximum", number.Maximum?.ToString(CultureInfo.InvariantCulture));
                break;
            case ListShape list:
                writer.Text("type", "array");
                Value(writer, "items", list.Item);
                writer.Literal("minItems", list.Minimum == 0 ? null : list.Minimum.ToString(CultureInfo.InvariantCulture));
                break;
            case NamedShape named:
                writer.Text("type", "object");
                Value(writer, "additionalProperties", named.Value);
                break;
            case ObjectShape map:
                Object(writer, map.Fields);
                break;
            case OneOrManyShape many:
                writer.Open("anyOf", '[');
                Value(writer, null, many.Item);
                Value(writer, null, new ListShape(many.Item, 1));
                writer.Close(']');
                break;
            case ListOrNamedShape either:
                writer.Open("anyOf", '[');
                Value(writer, null, either.List);
                Value(writer, null, either.Named);
                writer.Close(']');
                break;
        }
    }

    private static void Text(Writer writer, TextForm form)
    {
        writer.Text("type", "string");
        switch (form)
        {
            case TextForm.Any:
                writer.Text("pattern", NotBlank);
                break;
            case TextForm.Name:
                writer.Text("pattern", Name);
                break;
            case TextForm.Variable:
                writer.Text("pattern", Variable);
                break;
            case TextForm.HttpUrl:
                writer.Text("format", "uri");
                break;
            case TextForm.Date:
                writer.Text("format", "date");
                break;
        }
    }

    private static void Texts(Writer writer, string key, IReadOnlyList<string> texts)
    {
        if (texts.Count == 0)
        {
            return;
        }

        writer.Open(key, '[');
        foreach (var text in texts)
        {
            writer.Text(null, text);
        }

        writer.Close(']');
    }

    // No JSON library reaches every place where documents are linted.
    private sealed class Writer(bool describes)
    {
        private readonly StringBuilder _text = new();
        private int _depth;
        private bool _first = true;

        public bool Describes => describes;

        public override string ToString() => _text.ToString();

        public void Open(char bracket) => Open(null, bracket);

        public void Open(string? key, char bracket)
        {
            Next(key);
            _text.Append(bracket);
            (_depth, _first) = (_depth + 1, true);
        }

        public void Close(char bracket)
        {
            _depth--;
            if (!_first)
            {
                Line();
            }

            _text.Append(bracket);
            _first = false;
        }

        public void Text(string? key, string value)
        {
            Next(key);
            Quote(value);
        }

        public void Literal(string key, string? value)
        {
            if (value is not null)
            {
                Next(key);
                _text.Append(value);
            }
        }

        private void Next(string? key)
        {
            if (!_first)
            {
                _text.Append(',');
            }

            if (_depth > 0)
            {
                Line();
            }

            _first = false;
            if (key is not null)
            {
                Quote(key);
                _text.Append(": ");
            }
        }

        private void Line() => _text.Append('\n').Append(' ', _depth * 2);

        private void Quote(string value)
        {
            _text.Append('"');
            foreach (var c in value)
            {
                _ = c switch
                {
                    '"' => _text.Append("\\\""),
                    '\\' => _text.Append("\\\\"),
                    < ' ' or '\u007f' => _text.Append("\\u").Append(((int)c).ToString("x4", CultureInfo.InvariantCulture)),
                    _ => _text.Append(c),
                };
            }

            _text.Append('"');
        }
    }
}
