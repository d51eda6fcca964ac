package jenomics.model.architecture;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/**
 * The configurations of published models give as many parameters as their files or their authors' classes have, less
 * what is stored and never used.
 */
class PublishedSizesTest {
    private static JsonNode json(String text) {
        try {
            return new ObjectMapper().readTree(text.replace('\'', '"'));
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException(text, e);
        }
    }

    private static Architecture bert(int vocabulary, String more) {
        return Architecture.of(json("{'architectures': ['BertForMaskedLM'], 'vocab_size': " + vocabulary
                + ", 'hidden_size': 768, 'num_hidden_layers': 12, 'num_attention_heads': 12, 'intermediate_size': 3072,"
                + " 'max_position_embeddings': 512" + more + "}"));
    }

    private static Architecture esm(int vocabulary, int hidden, int layers, int heads, int inner, String more) {
        return Architecture.of(json("{'model_type': 'esm', 'vocab_size': " + vocabulary + ", 'hidden_size': " + hidden
                + ", 'num_hidden_layers': " + layers + ", 'num_attention_heads': " + heads + ", 'intermediate_size': "
                + inner + ", " + more + "}"));
    }

    @ParameterizedTest
    @CsvSource({"69, 86.10", "261, 86.24", "1029, 86.83", "4101, 89.20"})
    void dnabert(int vocabulary, double millions) {
        assertEquals(millions, bert(vocabulary, "").parameters() / 1e6, 0.005);
    }

    /** The published count is of the encoder with its pooler. */
    @Test
    void dnabert2() {
        var model = bert(4096, ", 'auto_map': {'AutoModel': 'bert_layers.BertModel'}");
        assertInstanceOf(MosaicBert.class, model);
        long encoder = model.encoderShapes().values().stream()
                .mapToLong(Architecture::count)
                .sum();
        assertEquals(117.07, (encoder + 768 * 768 + 768) / 1e6, 0.005);
        assertEquals(2048, model.maximumTokens());
    }

    @Test
    void genaLm() {
        var model = bert(32000, ", 'model_type': 'bert', 'pre_layer_norm': true, 'pad_token_id': 3");
        assertEquals(110, model.parameters() / 1e6, 1);
    }

    /** The file also holds the contact head and a position table that rotary models do not use. */
    @Test
    void nucleotideTransformerV2() {
        var model = esm(
                4107,
                512,
                12,
                16,
                2048,
                "'max_position_embeddings': 2050, 'position_embedding_type': 'rotary', 'add_bias_fnn': false,"
                        + " 'tie_word_embeddings': false, 'layer_norm_eps': 1e-12");
        assertEquals(55_904_972, model.parameters() + 2050 * 512 + 12 * 16 + 1);
        assertEquals(2050, model.maximumTokens());
    }

    @Test
    void nucleotideTransformerV1() {
        var model = esm(
                4105,
                1280,
                24,
                20,
                5120,
                "'max_position_embeddings': 1002, 'position_embedding_type': 'absolute', 'tie_word_embeddings': false,"
                        + " 'pad_token_id': 1, 'token_dropout': true");
        assertEquals(485.70, (model.parameters() + 24 * 20 + 1) / 1e6, 0.005);
        assertEquals(1000, model.maximumTokens());
    }

    @ParameterizedTest
    @CsvSource({"320, 6, 20, 7.51", "480, 12, 20, 33.50", "640, 30, 20, 148.14", "1280, 33, 20, 651.04"})
    void esm2(int hidden, int layers, int heads, double millions) {
        var model = esm(
                33,
                hidden,
                layers,
                heads,
                4 * hidden,
                "'max_position_embeddings': 1026, 'position_embedding_type': 'rotary', 'token_dropout': true,"
                        + " 'mask_token_id': 32, 'layer_norm_eps': 1e-5");
        assertEquals(millions, (model.parameters() + (long) layers * heads + 1) / 1e6, 0.005);
    }
}
