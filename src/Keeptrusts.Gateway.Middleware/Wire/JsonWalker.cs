using System.Buffers;
using System.Text.Json;
using System.Text.Unicode;

namespace Keeptrusts.Gateway.Middleware.Wire;

/// <summary>
/// Walks a JSON text once, strictly: no duplicate names, no invalid UTF-8, no lone surrogates, no depth beyond 64. A derived class
/// says what each value is (its <typeparamref name="TPlace"/>) and takes note of what it needs. Nothing is copied.
/// </summary>
internal abstract class JsonWalker<TPlace>
    where TPlace : struct, Enum
{
    private const int MaxDepth = 64;
    private readonly MemberNames _names = new();
    private readonly bool _strictSurrogates;

    protected JsonWalker(bool strictSurrogates) => _strictSurrogates = strictSurrogates;

    /// <summary>Why the text is refused; <see langword="null"/> while it is fine.</summary>
    protected JsonFault? Fault { get; set; }

    /// <summary>Walks a whole text.</summary>
    protected void Walk(ReadOnlySpan<byte> json, TPlace root)
    {
        Fault = null;
        _names.Reset();
        var reader = new Utf8JsonReader(json, new JsonReaderOptions { MaxDepth = MaxDepth });
        try
        {
            reader.Read();
            Value(ref reader, json, root);
            if (Fault is null && reader.Read())
            {
                Fault = new("invalid_json", "The body goes on after the end of its JSON value; send one object.");
            }
        }
        catch (JsonException e)
        {
            Fault ??= new("invalid_json", $"The body is not valid JSON (line {e.LineNumber + 1}, byte {e.BytePositionInLine + 1}, at most {MaxDepth} levels).");
        }
    }

    /// <summary>Says what the value of a member is; the reader stands on the member's name.</summary>
    protected abstract TPlace Member(TPlace parent, ref Utf8JsonReader reader, ulong nameHash);

    /// <summary>Says what an item of an array is.</summary>
    protected abstract TPlace Item(TPlace parent, int index);

    /// <summary>Takes a string, number, boolean or null.</summary>
    protected abstract void Scalar(TPlace place, ref Utf8JsonReader reader, ByteRange token);

    /// <summary>An object or array begins.</summary>
    protected virtual void Enter(TPlace place, JsonTokenType type, int start)
    {
    }

    /// <summary>An object or array has ended.</summary>
    protected virtual void Leave(TPlace place, JsonTokenType type, ByteRange range)
    {
    }

    /// <summary>A member has ended: from its name to the end of its value.</summary>
    protected virtual void LeaveMember(TPlace place, ByteRange member)
    {
    }

    private void Value(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, TPlace place)
    {
        var start = (int)reader.TokenStartIndex;
        switch (reader.TokenType)
        {
            case JsonTokenType.StartObject:
                Enter(place, JsonTokenType.StartObject, start);
                Members(ref reader, json, place);
                Leave(place, JsonTokenType.StartObject, new(start, (int)reader.BytesConsumed));
                break;
            case JsonTokenType.StartArray:
                Enter(place, JsonTokenType.StartArray, start);
                for (var i = 0; Fault is null && reader.Read() && reader.TokenType != JsonTokenType.EndArray; i++)
                {
                    Value(ref reader, json, Item(place, i));
                }

                Leave(place, JsonTokenType.StartArray, new(start, (int)reader.BytesConsumed));
                break;
            default:
                if (CheckText(ref reader))
                {
                    Scalar(place, ref reader, new(start, (int)reader.BytesConsumed));
                }

                break;
        }
    }

    private void Members(ref Utf8JsonReader reader, ReadOnlySpan<byte> json, TPlace place)
    {
        _names.Enter();
        while (Fault is null && reader.Read() && reader.TokenType != JsonTokenType.EndObject)
        {
            var start = (int)reader.TokenStartIndex;
            if (!CheckText(ref reader))
            {
                break;
            }

            var hash = HashName(ref reader);
            if (!_names.TryAdd(hash))
            {
                Fault = new("duplicate_key", $"The object at byte {start} names a member twice; send each member once.");
                break;
            }

            var child = Member(place, ref reader, hash);
            reader.Read();
            Value(ref reader, json, child);
            LeaveMember(child, new(start, (int)reader.BytesConsumed));
        }

        _names.Leave();
    }

    private static ulong HashName(ref Utf8JsonReader reader)
    {
        if (!reader.ValueIsEscaped)
        {
            return MemberNames.Hash(reader.ValueSpan);
        }

        var bytes = ArrayPool<byte>.Shared.Rent(reader.ValueSpan.Length);
        var length = reader.CopyString(bytes);
        var hash = MemberNames.Hash(bytes.AsSpan(0, length));
        ArrayPool<byte>.Shared.Return(bytes);
        return hash;
    }

    private bool CheckText(ref Utf8JsonReader reader)
    {
        if (reader.TokenType is not (JsonTokenType.String or JsonTokenType.PropertyName))
        {
            return true;
        }

        if (!Utf8.IsValid(reader.ValueSpan))
        {
            Fault = new("invalid_utf8", $"The string at byte {reader.TokenStartIndex} is not valid UTF-8.");
            return false;
        }

        if (reader.ValueIsEscaped && (_strictSurrogates || reader.TokenType == JsonTokenType.PropertyName))
        {
            var chars = ArrayPool<char>.Shared.Rent(reader.ValueSpan.Length);
            var text = chars.AsSpan(0, JsonText.Decode(reader.ValueSpan, true, chars));
            var lone = JsonText.HasLoneSurrogate(text);
            text.Clear();
            ArrayPool<char>.Shared.Return(chars);
            if (lone)
            {
                Fault = new("invalid_json", $"The string at byte {reader.TokenStartIndex} has a lone surrogate (half of a \\u pair); send both halves or none.");
                return false;
            }
        }

        return true;
    }
}
